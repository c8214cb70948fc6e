package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class AwsSettingsTest {
    private static AwsSettings with(String region, String role, String endpoint) {
        return new AwsSettings(
                Optional.ofNullable(region),
                Optional.empty(),
                Optional.ofNullable(role),
                Optional.ofNullable(endpoint).map(URI::create),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "us-gov-west-1", "us-iso-east-1", "eusc-de-east-1", "mx-central-1"})
    void takesRegions(String region) {
        assertThat(with(region, null, null).region()).contains(region);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ireland", "eu west 1", "${region}", "eu-west-1.evil.example"})
    void refusesWhatIsNoRegion(String region) {
        assertThatThrownBy(() -> with(region, null, null))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("'" + region + "' is not an AWS region")
                .hasMessageContaining("-Decs.region");
    }

    @Test
    void refusesARoleThatIsNoArnAndAnEndpointThatIsNoUrl() {
        assertThatThrownBy(() -> with(null, "deployer", null)).hasMessageContaining("<roleArn>");
        assertThatThrownBy(() -> with(null, null, "localhost:4566")).hasMessageContaining("<endpoint>");
    }

    @Test
    void showsNoPassword() {
        HttpProxy proxy = HttpProxy.of("proxy", 3128, "me", "pa55word", "a|b");
        AwsSettings settings = new AwsSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(proxy));
        assertThat(settings.toString()).contains("proxy:3128", "user=me").doesNotContain("pa55word");
    }

    @Test
    void readsDirectHostsAsMavenWritesThem() {
        HttpProxy proxy = HttpProxy.of("proxy", 3128, "", "", " *.Internal |localhost,10.* ");
        assertThat(proxy.user()).isEmpty();
        assertThat(proxy.nonProxyHosts()).containsExactly("*.Internal", "localhost", "10.*");
        assertThat(proxy.nonProxyHostExpressions())
                .anyMatch("ecr.internal"::matches)
                .anyMatch("localhost"::matches)
                .anyMatch("10.1.2.3"::matches)
                .noneMatch("ecrxinternal"::matches)
                .noneMatch("ecr.eu-west-1.amazonaws.com"::matches);
    }

    @Test
    void takesTheFirstRegionThatAProviderKnows() {
        RegionLookup lookup = new RegionLookup(
                Optional.empty(),
                List.of(
                        () -> null,
                        () -> {
                            throw SdkClientException.create("nothing here");
                        },
                        () -> Region.of("eu-west-3"),
                        () -> Region.of("eu-west-1")));
        assertThat(lookup.region()).isEqualTo("eu-west-3");
    }

    @Test
    void listsTheWaysToNameARegionWhenNobodyDoes() {
        assertThatThrownBy(() -> new RegionLookup(Optional.of("shop"), List.of(() -> null)).region())
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("No AWS region is known: profile 'shop' names none")
                .hasMessageContaining("<region>")
                .hasMessageContaining("-Decs.region")
                .hasMessageContaining("AWS_REGION");
    }
}
