package io.github.ecsmaven.mojo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.maven.execution.BuildFailure;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.SessionData;

/** The modules that this run of Maven builds. Modules are called by their artifactId, as {@code -rf :artifactId} calls them. */
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

    boolean hasSeveralModules() {
        return session.getProjects().size() > 1;
    }

    int position(MavenProject project) {
        return session.getProjects().indexOf(project);
    }

    /** The modules in which this run comes to one of the plugin's goals of these names. */
    Set<String> reaching(List<String> goals, LifecycleExecutor lifecycle, MojoExecution own) {
        Set<String> modules = new LinkedHashSet<>();
        for (MavenProject project : session.getProjects()) {
            if (!project.getPackaging().equals("pom") && reaches(goals, lifecycle, own, project)) {
                modules.add(project.getArtifactId());
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
                .map(MavenProject::getArtifactId)
                .toList();
    }

    private boolean hasFailed(MavenProject project) {
        return session.getResult().getBuildSummary(project) instanceof BuildFailure;
    }

    /** Whether the module has failed, or is not going to be built since one that it needs has. */
    boolean isGone(String module) {
        return session.getProjects().stream()
                .filter(project -> project.getArtifactId().equals(module))
                .anyMatch(project -> hasFailed(project)
                        || session.getProjectDependencyGraph().getUpstreamProjects(project, true).stream()
                                .anyMatch(this::hasFailed));
    }

    /** The modules that have not come to their end, but for the one that asks. */
    List<String> unfinished(MavenProject asking) {
        return session.getProjects().stream()
                .filter(project -> !project.equals(asking))
                .filter(project -> session.getResult().getBuildSummary(project) == null)
                .map(MavenProject::getArtifactId)
                .toList();
    }

    /** Modules that this run leaves out ({@code -rf}, {@code -pl}) and an earlier one has put off without an end. */
    List<String> leftBehind() {
        Set<MavenProject> here = Set.copyOf(session.getProjects());
        return session.getAllProjects().stream()
                .filter(project -> !here.contains(project))
                .filter(project -> RecordFiles.of(project).isPutOff())
                .map(MavenProject::getArtifactId)
                .toList();
    }

    /** Maven's options that build these modules and no others. */
    static String only(List<String> modules) {
        return "-pl " + modules.stream().map(module -> ":" + module).collect(Collectors.joining(","));
    }
}
