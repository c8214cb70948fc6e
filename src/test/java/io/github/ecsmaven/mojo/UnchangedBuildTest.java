package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A build that finds its image in the engine. */
class UnchangedBuildTest extends PlannedScenario {
    private static final String POM = "<repository>shop</repository>";

    @Test
    void givesTheImageTheTagsThatItHasNot() throws Exception {
        module.build("first", module.goal(POM));
        module.engine().tagged();

        String said = module.run(BuildMojo.class, module.goal(POM).with("ecs.tags", "1.0,stable"));

        assertThat(said).contains("Image unchanged");
        assertThat(module.engine().tagged()).containsExactlyInAnyOrder("shop:1.0", "shop:stable");
    }

    @Test
    void setsNoTagTwice() throws Exception {
        module.build("first", module.goal(POM));
        module.run(BuildMojo.class, module.goal(POM).with("ecs.tags", "1.0,stable"));
        module.engine().tagged();

        module.run(BuildMojo.class, module.goal(POM).with("ecs.tags", "1.0,stable"));

        assertThat(module.engine().tagged()).isEmpty();
    }
}
