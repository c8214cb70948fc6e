package io.github.ecsmaven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheLocationTest {
    private static final String SHOP = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:cache";

    @Test
    void readsWhatDockerBuildxTakes() {
        CacheLocation cache = CacheLocation.parse("type=registry, ref=" + SHOP + " ,mode=max");

        assertThat(cache).isEqualTo(new CacheLocation("registry", Map.of("ref", SHOP, "mode", "max")));
        assertThat(cache.reference()).contains(ImageReference.parse(SHOP));
    }

    @Test
    void takesABareReferenceForARegistry() {
        assertThat(CacheLocation.parse(SHOP)).isEqualTo(new CacheLocation("registry", Map.of("ref", SHOP)));
    }

    @Test
    void hasNoReferenceWhereTheTypeNeedsNone() {
        assertThat(CacheLocation.parse("type=inline").reference()).isEmpty();
        assertThat(CacheLocation.parse("type=s3,bucket=b,name=a=b").attributes())
                .isEqualTo(Map.of("bucket", "b", "name", "a=b"));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> CacheLocation.parse("type=registry,max")).hasMessage("'max' is not key=value");
        assertThatThrownBy(() -> CacheLocation.parse("=x")).hasMessage("'=x' is not key=value");
        assertThatThrownBy(() -> CacheLocation.parse("ref=a:1,mode=max"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'ref=a:1,mode=max' does not say which type=… it is");
    }
}
