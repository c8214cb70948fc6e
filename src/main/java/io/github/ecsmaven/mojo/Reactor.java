package io.github.ecsmaven.mojo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.maven.execution.BuildFailure;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.SessionData;

/**
 * The modules that this run of Maven builds. They are called by their artifactId, as {@code -rf :artifactId} calls them, or with their
 * groupId where two have the same.
 */
final class Reactor {
    private static final String SHARED = "io.github.ecsmaven:reactor";

    private final MavenSession session;

    Reactor(MavenSession session) {
        this.session = session;
    }

    /** What the goals of all modules share, whatever class loader each has the plugin in. */
    @SuppressWarnings("unchecked")
    Map<String, Object> shared() {
        SessionData data = session.getRepositorySession().getData();
        Map<String, Object> shared = (Map<String, Object>) data.get(SHARED);
        while (shared == null) {
            data.set(SHARED, null, new ConcurrentHashMap<String, Object>());
            shared = (Map<String, Object>) data.get(SHARED);
        }
        return shared;
    }

    /** Whether Maven was asked for the deploy phase by its name. */
    boolean isToDeploy() {
        return session.getGoals().contains("deploy");
    }

    boolean hasSeveralModules() {
        return session.getProjects().size() > 1;
    }

    String nameOf(MavenProject project) {
        long same = session.getAllProjects().stream()
                .filter(other -> other.getArtifactId().equals(project.getArtifactId()))
                .count();
        return (same > 1 ? project.getGroupId() + ":" : "") + project.getArtifactId();
    }

    int position(MavenProject project) {
        return session.getProjects().indexOf(project);
    }

    /** The modules in which this run comes to one of the plugin's goals of these names. */
    Set<String> reaching(List<String> goals, LifecycleExecutor lifecycle, MojoExecution own) {
        Set<String> modules = new LinkedHashSet<>();
        for (MavenProject project : session.getProjects()) {
            if (!project.getPackaging().equals("pom") && reaches(goals, lifecycle, own, project)) {
                modules.add(nameOf(project));
            }
        }
        return modules;
    }

    private boolean reaches(List<String> goals, LifecycleExecutor lifecycle, MojoExecution own, MavenProject project) {
        MavenSession its = session.clone();
        its.setCurrentProject(project);
        try {
            return Invocation.of(lifecycle, its, project, own).has(goals);
        } catch (IllegalStateException notYetKnown) {
            // One of its plugins may be a module of this reactor that is not built yet.
            return project.getBuildPlugins().stream()
                    .filter(plugin -> plugin.getGroupId().equals(own.getGroupId())
                            && plugin.getArtifactId().equals(own.getArtifactId()))
                    .flatMap(plugin -> plugin.getExecutions().stream())
                    .filter(execution -> !"none".equals(execution.getPhase()))
                    .anyMatch(execution -> execution.getGoals().stream().anyMatch(goals::contains));
        }
    }

    /** The modules that have failed so far. */
    List<String> failed() {
        return session.getProjects().stream()
                .filter(this::hasFailed)
                .map(this::nameOf)
                .toList();
    }

    private boolean hasFailed(MavenProject project) {
        return session.getResult().getBuildSummary(project) instanceof BuildFailure;
    }

    /** Whether the module has failed, or is not going to be built since one that it needs has. */
    boolean isGone(String module) {
        return session.getProjects().stream()
                .filter(project -> nameOf(project).equals(module))
                .anyMatch(project -> hasFailed(project)
                        || !goesOnWhateverFails()
                                && session.getProjectDependencyGraph().getUpstreamProjects(project, true).stream()
                                        .anyMatch(this::hasFailed));
    }

    // --fail-never builds also what needs a module that has failed.
    private boolean goesOnWhateverFails() {
        return MavenExecutionRequest.REACTOR_FAIL_NEVER.equals(
                session.getRequest().getReactorFailureBehavior());
    }

    /** The modules with something to build that have not come to their end, but for the one that asks. */
    List<String> unfinished(MavenProject asking) {
        return session.getProjects().stream()
                .filter(project ->
                        !project.equals(asking) && !project.getPackaging().equals("pom"))
                .filter(project -> session.getResult().getBuildSummary(project) == null)
                .map(this::nameOf)
                .toList();
    }

    /** Modules that this run leaves out ({@code -rf}, {@code -pl}) and an earlier one has put off without an end. */
    List<String> leftBehind() {
        Set<MavenProject> here = Set.copyOf(session.getProjects());
        return session.getAllProjects().stream()
                .filter(project -> !here.contains(project))
                .filter(project -> RecordFiles.of(project).isPutOff())
                .map(this::nameOf)
                .toList();
    }

    /** Maven's options that build these modules and no others. */
    static String only(List<String> modules) {
        return "-pl "
                + modules.stream()
                        .map(module -> module.contains(":") ? module : ":" + module)
                        .collect(Collectors.joining(","));
    }
}
