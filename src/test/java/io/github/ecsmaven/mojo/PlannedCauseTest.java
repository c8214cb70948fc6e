package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Why a plan builds the image, on a machine that has built nothing. */
class PlannedCauseTest extends PlannedScenario {
    private static final String SERVICE = "<repository>shop</repository><cluster>prod</cluster><service>web</service>";
    private static final String DOCKERFILE = "FROM scratch\nCOPY app.txt /\n";

    /** The service runs the first image; the version's tag is the second one's, of another Dockerfile. */
    private void deployOneAndPushAnother() throws Exception {
        module.service("web", "web", 1);
        ConfiguredGoal goal = module.goal(SERVICE);
        module.deploy("first", goal);
        Files.writeString(directory.resolve("Dockerfile"), DOCKERFILE + "LABEL a=b\n");
        module.build("second", goal);
        module.run(PushMojo.class, goal);
        Files.writeString(directory.resolve("Dockerfile"), DOCKERFILE);
    }

    private void forgetWhatWasBuilt() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("target"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void namesWhatIsOtherThanInTheImageThatTheServiceRuns() throws Exception {
        deployOneAndPushAnother();
        module.edit("third");
        forgetWhatWasBuilt();
        module.sandbox().requestLog().clear();

        assertThat(module.run(PlanMojo.class, module.goal(SERVICE)))
                .contains("context changed: app.txt")
                .doesNotContain("Dockerfile changed");
        assertThat(module.sandbox().requestLog().writes()).isEmpty();
    }

    @Test
    void namesItForAServiceThatAStackKeepsToo() throws Exception {
        ConfiguredGoal goal = module.goal(
                """
                <createService>true</createService><createCluster>true</createCluster><repository>shop</repository>
                <cluster>shop</cluster><service>orders</service><containerPort>8080</containerPort>
                """);
        module.deploy("first", goal);
        module.edit("second");
        forgetWhatWasBuilt();

        assertThat(module.run(PlanMojo.class, goal)).contains("context changed: app.txt");
    }

    @Test
    void namesNothingWithoutAService() throws Exception {
        deployOneAndPushAnother();
        module.edit("third");
        forgetWhatWasBuilt();

        assertThat(module.run(PlanMojo.class, module.goal("<repository>shop</repository>")))
                .containsPattern("no image of this content \\(c-[0-9a-f]{32}\\) is there");
    }

    @Test
    void namesNothingWhereTheServiceRunsSomethingElse() throws Exception {
        deployOneAndPushAnother();
        module.edit("third");
        module.service("api", "api", 1);
        forgetWhatWasBuilt();

        assertThat(module.run(PlanMojo.class, module.goal(SERVICE.replace("web", "api"))))
                .containsPattern("no image of this content \\(c-[0-9a-f]{32}\\) is there");
    }

    @Test
    void whatIsKnownOfARevisionEndsWithIt() throws Exception {
        module.service("web", "web", 1);
        ConfiguredGoal goal = module.goal(SERVICE);
        module.deploy("first", goal);
        module.build("second", goal);
        Files.delete(directory.resolve("target/ecs/content"));
        module.run(PushMojo.class, goal);
        module.run(DeployMojo.class, goal);
        module.edit("third");
        forgetWhatWasBuilt();

        assertThat(module.run(PlanMojo.class, goal)).containsPattern("no image of this content");
    }
}
