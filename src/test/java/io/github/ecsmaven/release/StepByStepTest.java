package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.release.StepByStep.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepByStepTest {
    private final List<String> done = new ArrayList<>();

    private Step step(String name) {
        return new Step(name, () -> done.add(name));
    }

    private static Step failing(String name, RuntimeException failure) {
        return new Step(name, () -> {
            throw failure;
        });
    }

    @Test
    void takesAllInTheirOrder() {
        List<String> begun = new ArrayList<>();
        StepByStep.run(List.of(step("a"), step("b")), step -> begun.add(step.name()));

        assertThat(done).containsExactly("a", "b");
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void aFailureLeavesTheRestAndListsWhatWasDone() {
        List<Step> steps =
                List.of(step("a"), failing("b", new ActionableException("b broke.", "Mend b.")), step("c"), step("d"));

        assertThatThrownBy(() -> StepByStep.run(steps, step -> {}))
                .isInstanceOf(ActionableException.class)
                .hasMessage(String.join(
                        System.lineSeparator(), "b broke.", "Mend b.", "Failed: b. Done before: a. Not begun: c, d."));
        assertThat(done).containsExactly("a");
    }

    @Test
    void theOnlyOneFailsInItsOwnWords() {
        ActionableException failure = new ActionableException("a broke.", "Mend a.");

        assertThatThrownBy(() -> StepByStep.run(List.of(failing("a", failure)), step -> {}))
                .isSameAs(failure);
    }

    @Test
    void aBugStaysABug() {
        IllegalStateException bug = new IllegalStateException("a bug");

        assertThatThrownBy(() -> StepByStep.run(List.of(failing("a", bug), step("b")), step -> {}))
                .isSameAs(bug);
    }
}
