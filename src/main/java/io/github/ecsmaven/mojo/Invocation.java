package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** What this run of Maven does to the module, before and after the goal that asks. */
final class Invocation {
    private final List<MojoExecution> plan;
    private final MojoExecution own;
    private final Properties userProperties;

    Invocation(List<MojoExecution> plan, MojoExecution own, Properties userProperties) {
        this.plan = List.copyOf(plan);
        this.own = own;
        this.userProperties = userProperties;
    }

    static Invocation of(LifecycleExecutor lifecycle, MavenSession session, MavenProject project, MojoExecution own) {
        List<String> goals = session.getGoals();
        if (goals.isEmpty() && project.getDefaultGoal() != null) {
            goals = List.of(project.getDefaultGoal().trim().split("\\s+"));
        }
        try {
            return new Invocation(
                    lifecycle
                            .calculateExecutionPlan(session, false, goals.toArray(new String[0]))
                            .getMojoExecutions(),
                    own,
                    session.getUserProperties());
        } catch (Exception e) {
            // Maven computed this very plan before it came to us; what fails here is a bug of ours or of Maven's.
            throw new IllegalStateException("Maven's execution plan of " + goals + " cannot be computed again", e);
        }
    }

    /** Whether the run comes to the plugin's goal of that name in this module, and does not skip it. */
    boolean reaches(String goal) {
        return ours(goal).findAny().isPresent() && !skips(goal);
    }

    /** Whether the user leaves the goal out, by its own skip parameter. */
    boolean skips(String goal) {
        String element = "skip" + goal.substring(0, 1).toUpperCase(Locale.ROOT) + goal.substring(1);
        String property = userProperties.getProperty("ecs." + goal + ".skip");
        boolean planned = ours(goal).findAny().isPresent();
        return property == null
                ? planned ? ours(goal).anyMatch(execution -> isTrue(execution, element)) : isTrue(own, element)
                : property.equals("true");
    }

    private Stream<MojoExecution> ours(String goal) {
        return plan.stream()
                .filter(execution -> isOurs(execution) && execution.getGoal().equals(goal));
    }

    /** Whether the run comes to one of the plugin's goals of these names in this module, be it to skip it. */
    boolean has(List<String> goals) {
        return goals.stream().anyMatch(goal -> ours(goal).findAny().isPresent());
    }

    /** Whether no goal of the plugin follows in this module. */
    boolean isLastOfOurs() {
        return isLast(plan.stream().filter(this::isOurs).toList());
    }

    /** Whether none of the plugin's goals of these names follows in this module. */
    boolean isLastOf(List<String> goals) {
        return isLast(plan.stream()
                .filter(execution -> isOurs(execution) && goals.contains(execution.getGoal()))
                .toList());
    }

    private boolean isLast(List<MojoExecution> ours) {
        return ours.isEmpty() || isSame(ours.get(ours.size() - 1), own);
    }

    private boolean isOurs(MojoExecution execution) {
        return execution.getGroupId().equals(own.getGroupId())
                && execution.getArtifactId().equals(own.getArtifactId())
                && !execution.getGoal().equals("help");
    }

    private boolean isSame(MojoExecution a, MojoExecution b) {
        return a.getGroupId().equals(b.getGroupId())
                && a.getArtifactId().equals(b.getArtifactId())
                && a.getGoal().equals(b.getGoal())
                && String.valueOf(a.getExecutionId()).equals(String.valueOf(b.getExecutionId()));
    }

    /**
     * A goal that replaces the module's main artifact must run before the image is built, or the image holds the wrong jar.
     *
     * @throws ActionableException naming both plugins and the order to declare them in
     */
    void refuseLaterRepackaging() {
        int position = position();
        if (position < 0) {
            return;
        }
        Optional<MojoExecution> later = plan.subList(position + 1, plan.size()).stream()
                .filter(Invocation::replacesMainArtifact)
                .findFirst();
        later.ifPresent(execution -> {
            throw tooEarly(execution);
        });
    }

    private ActionableException tooEarly(MojoExecution later) {
        boolean samePhase = Objects.equals(own.getLifecyclePhase(), later.getLifecyclePhase());
        String order = "declare " + later.getArtifactId() + " first and " + own.getArtifactId() + " after it.";
        return new ActionableException(
                named(own) + " runs before " + named(later) + ", which rewrites the module's main artifact: the image"
                        + " would hold the jar as it was before.",
                samePhase
                        ? "Maven runs the plugins of one phase in the order of the POM: " + order
                        : "It runs in the phase " + own.getLifecyclePhase() + ", the other in "
                                + later.getLifecyclePhase() + ": leave <phase> out, and " + order);
    }

    private static String named(MojoExecution execution) {
        return execution.getArtifactId() + ":" + execution.getGoal() + " (execution '" + execution.getExecutionId()
                + "')";
    }

    private int position() {
        for (int i = 0; i < plan.size(); i++) {
            if (isSame(plan.get(i), own)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean replacesMainArtifact(MojoExecution execution) {
        return switch (execution.getArtifactId() + ":" + execution.getGoal()) {
            case "spring-boot-maven-plugin:repackage" -> !isSet(execution, "classifier") && !isTrue(execution, "skip");
            case "maven-shade-plugin:shade" -> !isTrue(execution, "shadedArtifactAttached")
                    && !isTrue(execution, "skip")
                    && !isSet(execution, "outputFile");
            case "maven-assembly-plugin:single" -> isFalse(execution, "appendAssemblyId");
            case "proguard-maven-plugin:proguard" -> !isTrue(execution, "attach");
            case "maven-jar-plugin:jar", "maven-war-plugin:war", "maven-ear-plugin:ear" -> !isSet(
                    execution, "classifier");
            case "quarkus-maven-plugin:build", "maven-bundle-plugin:bundle" -> true;
            default -> false;
        };
    }

    private static boolean isSet(MojoExecution execution, String element) {
        return value(execution, element).isPresent();
    }

    private static boolean isTrue(MojoExecution execution, String element) {
        return value(execution, element).filter("true"::equals).isPresent();
    }

    private static boolean isFalse(MojoExecution execution, String element) {
        return value(execution, element).filter("false"::equals).isPresent();
    }

    private static Optional<String> value(MojoExecution execution, String element) {
        PluginExecution declared = execution.getPlugin().getExecutionsAsMap().get(execution.getExecutionId());
        Object[] configurations = {
            declared == null ? null : declared.getConfiguration(),
            execution.getPlugin().getConfiguration()
        };
        return Arrays.stream(configurations)
                .filter(Xpp3Dom.class::isInstance)
                .map(configuration -> ((Xpp3Dom) configuration).getChild(element))
                .filter(child -> child != null && child.getValue() != null)
                .map(child -> child.getValue().trim())
                .findFirst();
    }
}
