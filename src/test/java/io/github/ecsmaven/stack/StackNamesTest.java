package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackNamesTest {
    private static final String LONG = "a-service-with-a-name-that-goes-on-".repeat(7) + "end";

    @Test
    void areClusterAndService() {
        StackNames names = new StackNames("shop", "orders");
        assertThat(names.stack()).isEqualTo("shop-orders");
        assertThat(names.loadBalancer(false)).isEqualTo("shop-orders");
        assertThat(names.loadBalancer(true)).isEqualTo("shop-orders-internal");
        assertThat(names.serviceGroup()).isEqualTo("shop-orders-service");
        assertThat(names.executionRole("eu-west-1")).isEqualTo("shop-orders-eu-west-1-execution");
    }

    @Test
    void areShortenedWithAHashWhereTheyAreTooLong() {
        StackNames names = new StackNames("shop", LONG);
        assertThat(names.stack()).hasSizeLessThanOrEqualTo(128).matches("[A-Za-z][A-Za-z0-9-]*-[0-9a-f]{6}");
        assertThat(names.loadBalancer(false)).hasSizeLessThanOrEqualTo(32);
        assertThat(names.loadBalancer(true)).hasSizeLessThanOrEqualTo(32).endsWith("-internal");
        assertThat(names.targetGroup("ip")).hasSizeLessThanOrEqualTo(32);
        assertThat(names.loadBalancerGroup()).hasSizeLessThanOrEqualTo(255).endsWith("-load-balancer");
        assertThat(names.executionRole("ap-longest-far-1")).hasSizeLessThanOrEqualTo(64);
        assertThat(names.loadBalancer(false)).isNotEqualTo(new StackNames("shop", LONG + "2").loadBalancer(false));
    }

    @ParameterizedTest
    @CsvSource({
        "shop, orders_v1",
        "shop, orders-",
        "1shop, orders",
        "internal, orders",
        "sg, orders",
        "_, _",
    })
    void haveTheCharactersThatAwsTakes(String cluster, String service) {
        StackNames names = new StackNames(cluster, service);
        assertThat(names.stack()).matches("[A-Za-z][A-Za-z0-9-]*-[0-9a-f]{6}");
        assertThat(names.loadBalancer(false)).doesNotStartWith("internal-").doesNotStartWith("sg-");
    }

    @Test
    void tellOneCharacterFromAnother() {
        assertThat(new StackNames("shop", "orders_v1").stack())
                .isNotEqualTo(new StackNames("shop", "orders-v1").stack());
    }

    @Test
    void tellTargetGroupsApartOfWhichOneReplacesTheOther() {
        StackNames names = new StackNames("shop", "orders");
        assertThat(names.targetGroup("ip8080")).isNotEqualTo(names.targetGroup("ip9090"));
    }
}
