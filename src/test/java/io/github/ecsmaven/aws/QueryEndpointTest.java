package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
