package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryLocationTest {
    @ParameterizedTest
    @CsvSource({
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com, eu-west-1",
        "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn, cn-north-1",
        "123456789012.dkr-ecr.eu-central-1.on.aws, eu-central-1",
        "123456789012.dkr-ecr-fips.us-east-1.on.aws, us-east-1",
        "123456789012.dkr-ecr.cn-northwest-1.on.amazonwebservices.com.cn, cn-northwest-1",
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu, eusc-de-east-1",
        "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov, us-iso-east-1",
        "123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov, us-isob-east-1"
    })
    void readsAccountAndRegionFromHostsOfEcr(String host, String region) {
        assertThat(EcrHost.parse(host)).contains(new EcrHost(host, "123456789012", region));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public.ecr.aws",
                "docker.io",
                "127.0.0.1:5000",
                "12345678901.dkr.ecr.eu-west-1.amazonaws.com",
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example",
                "evil123456789012.dkr.ecr.eu-west-1.amazonaws.com"
            })
    void takesNoOtherHostForOneOfEcr(String host) {
        assertThat(EcrHost.parse(host)).isEmpty();
    }

    @Test
    void readsANameWhoseFirstPartHasDots() {
        RepositoryLocation where = RepositoryLocation.parse(" io.acme/shop ", Set.of());
        assertThat(where).isEqualTo(RepositoryLocation.of(new RepositoryName("io.acme/shop")));
    }

    @Test
    void readsAUriOfAnotherAccountAndRegion() {
        RepositoryLocation where =
                RepositoryLocation.parse("999999999999.dkr.ecr.us-east-2.amazonaws.com/team/shop", Set.of());
        assertThat(where.name()).hasToString("team/shop");
        assertThat(where.registryId()).contains("999999999999");
        assertThat(where.region()).contains("us-east-2");
    }

    @Test
    void readsTheUriOfAStandIn() {
        RepositoryLocation where = RepositoryLocation.parse("127.0.0.1:5000/shop", Set.of());
        assertThat(where.host()).contains("127.0.0.1:5000");
        assertThat(where.name()).hasToString("shop");
        assertThat(where.region()).isEmpty();
    }

    @Test
    void readsTheUriOfAMirrorThatTheUserNamed() {
        RepositoryLocation where =
                RepositoryLocation.parse("mirror.acme.example/team/shop", Set.of("mirror.acme.example"));
        assertThat(where.trusted()).isTrue();
        assertThat(where.name()).hasToString("team/shop");
    }

    @Test
    void refusesAHostThatOnlyLooksLikeOneOfEcr() {
        assertThatThrownBy(
                        () -> RepositoryLocation.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.con/shop", Set.of()))
                .hasMessageContaining("no host of Amazon ECR")
                .hasMessageContaining("<ecrRegistries>");
    }
}
