package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.endpoints.EcrEndpointProvider;
import software.amazon.awssdk.services.ecs.endpoints.EcsEndpointProvider;

class QueryEndpointTest {
    private final SystemProperties properties = new SystemProperties();

    @BeforeEach
    void withoutProfiles() {
        properties.with("aws.configFile", "/nowhere").with("aws.sharedCredentialsFile", "/nowhere");
    }

    @AfterEach
    void close() {
        properties.close();
    }

    private static URI endpoint(String region, AwsSettings settings) {
        return QueryEndpoint.of("elasticloadbalancing", region, settings);
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, https://elasticloadbalancing.eu-west-1.amazonaws.com",
        "cn-north-1, https://elasticloadbalancing.cn-north-1.amazonaws.com.cn",
        "us-gov-west-1, https://elasticloadbalancing.us-gov-west-1.amazonaws.com",
        "us-iso-east-1, https://elasticloadbalancing.us-iso-east-1.c2s.ic.gov",
        "us-isob-east-1, https://elasticloadbalancing.us-isob-east-1.sc2s.sgov.gov",
        "eusc-de-east-1, https://elasticloadbalancing.eusc-de-east-1.amazonaws.eu"
    })
    void isThatOfTheRegionsPartition(String region, URI expected) {
        assertThat(endpoint(region, AwsSettings.none())).isEqualTo(expected);
    }

    @Test
    void isTheOneThatIsSetForAllServices() {
        properties.with("aws.endpointUrl", "http://127.0.0.1:1");
        URI set = URI.create("http://127.0.0.1:4566");
        AwsSettings settings = new AwsSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(set), Optional.empty());

        assertThat(endpoint("eu-west-1", settings)).isEqualTo(set);
    }

    @Test
    void isTheOneThatTheSdksOtherClientsFind() {
        properties.with("aws.endpointUrl", "http://127.0.0.1:4566");
        assertThat(endpoint("eu-west-1", AwsSettings.none())).isEqualTo(URI.create("http://127.0.0.1:4566"));

        properties.with("aws.endpointUrlElasticLoadBalancingV2", "http://127.0.0.1:4567");
        assertThat(endpoint("eu-west-1", AwsSettings.none())).isEqualTo(URI.create("http://127.0.0.1:4567"));
    }

    @Test
    void isThatOfTheProfile(@TempDir Path home) throws IOException {
        Path config = home.resolve("config");
        Files.writeString(config, "[default]\nendpoint_url = http://127.0.0.1:4568\n");
        properties.with("aws.configFile", config.toString());

        assertThat(endpoint("eu-west-1", AwsSettings.none())).isEqualTo(URI.create("http://127.0.0.1:4568"));
    }

    private static List<Region> regions() {
        return Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .toList();
    }

    private static URI quick(String name, String prefix, Region region) {
        return QueryEndpoint.of(name, prefix, region.id(), AwsSettings.none());
    }

    @ParameterizedTest
    @MethodSource("regions")
    void isThatOfTheSdksClients(Region region) {
        assertThat(quick("ecs", "ecs", region)).isEqualTo(ecs(region, false));
        assertThat(quick("ecr", "api.ecr", region)).isEqualTo(ecr(region, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "eu-west-1", "cn-north-1"})
    void isThatOfTheSdksClientsWithDualStack(String name) {
        properties.with("aws.useDualstackEndpoint", "true");
        Region region = Region.of(name);

        assertThat(quick("ecs", "ecs", region)).isEqualTo(ecs(region, true));
        assertThat(quick("ecr", "api.ecr", region)).isEqualTo(ecr(region, true));
    }

    private static URI ecs(Region region, boolean dualStack) {
        return EcsEndpointProvider.defaultProvider()
                .resolveEndpoint(given -> given.region(region).useDualStack(dualStack))
                .join()
                .url();
    }

    private static URI ecr(Region region, boolean dualStack) {
        return EcrEndpointProvider.defaultProvider()
                .resolveEndpoint(given -> given.region(region).useDualStack(dualStack))
                .join()
                .url();
    }
}
