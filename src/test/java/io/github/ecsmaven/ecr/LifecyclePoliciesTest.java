package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecyclePoliciesTest {
    private static final RepositoryName SHOP = new RepositoryName("shop");
    private static final LifecyclePolicy KEEP_TEN = keep(10);

    private final FakeEcr ecr = new FakeEcr().withRepository("shop");
    private final LifecyclePolicies policies =
            new LifecyclePolicies(EcrRegistry.of(ecr, Optional.empty(), (url, limit) -> new byte[0]));

    private static LifecyclePolicy keep(int images) {
        return LifecyclePolicy.of(List.of(new LifecycleRule(
                LifecycleRule.Selection.ANY,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(images),
                Optional.empty())));
    }

    @Test
    void putsAPolicyWhereThereIsNone() {
        LifecyclePolicyChange change = policies.decide(SHOP, KEEP_TEN);
        assertThat(change).isEqualTo(new LifecyclePolicyChange.Put(SHOP, Optional.empty(), KEEP_TEN));
        assertThat(ecr.writes).isEmpty();
        policies.apply(change);
        assertThat(ecr.lifecyclePolicies).containsEntry("shop", KEEP_TEN.toJson());
    }

    @Test
    void leavesAnUnchangedPolicyAlone() {
        ecr.lifecyclePolicies.put("shop", KEEP_TEN.toJson().replace(":", " : "));
        LifecyclePolicyChange change = policies.decide(SHOP, KEEP_TEN);
        assertThat(change).isEqualTo(new LifecyclePolicyChange.None(SHOP, KEEP_TEN));
        policies.apply(change);
        assertThat(ecr.writes).isEmpty();
    }

    @Test
    void replacesAnotherPolicyAndSaysWhichItWas() {
        ecr.lifecyclePolicies.put("shop", keep(5).toJson());
        assertThat(policies.decide(SHOP, KEEP_TEN))
                .isEqualTo(new LifecyclePolicyChange.Put(SHOP, Optional.of(keep(5)), KEEP_TEN));
    }

    @Test
    void replacesAPolicyThatKnowsMoreThanWeDo() {
        ecr.lifecyclePolicies.put("shop", "{\"rules\":[{\"rulePriority\":1,\"future\":true}]}");
        assertThat(policies.decide(SHOP, KEEP_TEN)).isInstanceOf(LifecyclePolicyChange.Put.class);
    }

    @Test
    void saysThatTheRepositoryIsMissing() {
        assertThatThrownBy(() -> policies.decide(new RepositoryName("other"), KEEP_TEN))
                .hasMessageContaining("Could not read the lifecycle policy of ECR repository 'other'");
    }
}
