package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.release.Plan;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what {@code mvn deploy} would change: repository, lifecycle policy, image, task definition and services field by field, and in
 * which order. It is decided as the goals decide, and nothing is changed; {@code target/ecs/plan.json} has the same as JSON. Needs no Docker
 * Engine: {@code mvn package ecs:plan -Decs.build.skip}.
 *
 * @since 0.1.0
 */
@Mojo(name = "plan", threadSafe = true, configurator = AbstractEcsMojo.CONFIGURATOR)
public final class PlanMojo extends AbstractServiceMojo {
    /**
     * Fails the build when {@code ecs:plan} finds anything that would change, for a pipeline that is to notice drift. Default:
     * {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.plan.failOnChanges", defaultValue = "false")
    private boolean failOnChanges;

    /**
     * Leaves out {@code ecs:plan}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.plan.skip", defaultValue = "false")
    private boolean skipPlan;

    @Override
    boolean isSkipped() {
        return skipPlan;
    }

    @Override
    void runForModule() {
        refuseOffline("plan");
        Plan plan = new ModulePlan(this).whole();
        String heading = "Plan for " + project.getArtifactId() + " " + project.getVersion() + ":";
        PlanReport.of(plan, heading).lines().forEach(getLog()::info);
        recordFiles()
                .writePolicy(
                        PlanFile.of(recordFiles()),
                        PlanFile.json(plan, moduleImage().coordinates()));
        if (failOnChanges && !plan.calls().isEmpty()) {
            throw changes(plan);
        }
    }

    private static ActionableException changes(Plan plan) {
        String changed = PlanRows.of(plan).stream()
                .filter(row -> row.action() != PlanRow.Action.NOTHING)
                .map(row -> row.resource() + " " + row.name())
                .collect(Collectors.joining(", "));
        return new ActionableException(
                "mvn deploy would change something: " + changed + ".",
                "The plan above says what. Deploy it (mvn deploy), or leave out -Decs.plan.failOnChanges.");
    }
}
