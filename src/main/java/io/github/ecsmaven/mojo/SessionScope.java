package io.github.ecsmaven.mojo;

import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.docker.PushPatience;
import io.github.ecsmaven.release.LifecycleOutlook;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.SessionData;

/**
 * What the modules of one Maven session share: AWS clients with their tokens, and each module's summary. It hangs on the session and
 * never on a static field, because a build daemon outlives many sessions of different people.
 */
final class SessionScope {
    private final Map<AwsSettings, AwsAccess> access = new ConcurrentHashMap<>();
    private final Map<String, Summary> summaries = new ConcurrentHashMap<>();

    private final Map<String, LifecycleOutlook> outlooks = new ConcurrentHashMap<>();

    private final Set<String> verified = ConcurrentHashMap.newKeySet();
    private final Set<String> passedOver = ConcurrentHashMap.newKeySet();

    private final Map<String, ParameterCatalog> catalogs = new ConcurrentHashMap<>();

    private volatile PushPatience pushPatience = PushPatience.USUAL;

    private SessionScope() {}

    /** The scope of a session. A copy of this class from another class loader has its own. */
    static SessionScope of(MavenSession session) {
        SessionData data = session.getRepositorySession().getData();
        SessionScope scope = (SessionScope) data.get(SessionScope.class);
        while (scope == null) {
            data.set(SessionScope.class, null, new SessionScope());
            scope = (SessionScope) data.get(SessionScope.class);
        }
        return scope;
    }

    /** The parameters of the plugin; one version of it has its own class, and so its own scope. */
    ParameterCatalog catalog(PluginDescriptor plugin) {
        return catalogs.computeIfAbsent(plugin.getId(), id -> ParameterCatalog.of(plugin));
    }

    AwsAccess aws(AwsSettings settings) {
        return access.computeIfAbsent(settings, AwsAccess::new);
    }

    /** Takes a way to AWS that is there already. */
    void use(AwsSettings settings, AwsAccess there) {
        access.put(settings, there);
    }

    /** How long pushes are tried. */
    PushPatience pushPatience() {
        return pushPatience;
    }

    /** Takes another patience for pushes. */
    void use(PushPatience other) {
        pushPatience = other;
    }

    /** Whether this is asked for the module for the first time. */
    boolean isFirstTimeFor(MavenProject project) {
        return passedOver.add(project.getId());
    }

    /** What the module's push has found out about its lifecycle policy; empty before. */
    Optional<LifecycleOutlook> outlookOf(MavenProject project) {
        return Optional.ofNullable(outlooks.get(project.getId()));
    }

    void keepOutlook(MavenProject project, LifecycleOutlook outlook) {
        outlooks.put(project.getId(), outlook);
    }

    /** Whether this run has not looked yet for what would make the module's deployment fail; from now on it has. */
    boolean isFirstLookAt(MavenProject project) {
        return verified.add(project.getId());
    }

    Summary summaryOf(MavenProject project) {
        return summaries.computeIfAbsent(project.getId(), id -> new Summary());
    }
}
