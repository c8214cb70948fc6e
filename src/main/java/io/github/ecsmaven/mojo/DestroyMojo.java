package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryRemoval;
import io.github.ecsmaven.release.StackReleases;
import io.github.ecsmaven.stack.Removal;
import io.github.ecsmaven.stack.StackOutcome;
import io.github.ecsmaven.stack.StackResource;
import io.github.ecsmaven.stack.StackTags;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Removes a service that {@code createService} or {@code express} has made, with its stack: service, load balancer, log group and all else that
 * it prints before. Wants to hear the service's name, {@code mvn ecs:destroy -Decs.destroy=orders}; without it the goal prints what would go, and
 * fails. The repository and its images stay, and so does everything that the plugin has not made. Needs no Docker Engine.
 *
 * @since 0.1.0
 */
@Mojo(name = "destroy", threadSafe = true, configurator = AbstractEcsMojo.CONFIGURATOR)
public final class DestroyMojo extends AbstractServiceMojo {
    /**
     * Name of the service that {@code ecs:destroy} shall remove, the same as {@code service}; best on the command line alone. Default: none,
     * nothing is removed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.destroy")
    private @Nullable String destroy;

    /**
     * Name of the repository that {@code ecs:destroy} shall delete too, with all its images, the same as {@code repository}. Needs
     * {@code forceDelete}, and a repository that {@code ecs:push} has made for this service. Default: none, the repository stays.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.destroyRepository")
    private @Nullable String destroyRepository;

    /**
     * Whether {@code ecs:destroy} may delete the repository with its images where {@code destroyRepository} names it. Default:
     * {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.forceDelete", defaultValue = "false")
    private boolean forceDelete;

    /**
     * Leaves out {@code ecs:destroy}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.destroy.skip", defaultValue = "false")
    private boolean skipDestroy;

    @Override
    boolean isSkipped() {
        return skipDestroy;
    }

    @Override
    boolean needsImage() {
        return false;
    }

    @Override
    void runForModule() {
        if (isExpress()) {
            destroyExpress();
            return;
        }
        Optional<NewService> made = newService();
        if (made.isEmpty() && new Reactor(session).hasSeveralModules()) {
            getLog().info("Neither <createService> nor <express>: nothing to destroy.");
            return;
        }
        NewService service = made.orElseThrow(DestroyMojo::nothingToDestroy);
        refuseOtherNames(service.service());
        ModuleStack stack = new ModuleStack(this, service);
        StackReleases releases = aws().stackReleases();
        Optional<Removal> removal = releases.removal(stack.names().stack(), stack.owner());
        Optional<Repository> repository = repository(stack.owner());
        removal.ifPresentOrElse(found -> StackLog.goes(found).forEach(getLog()::info), () -> getLog().info(
                        "There is no stack '" + stack.names().stack() + "'."));
        getLog().info(StackLog.ofRepository(moduleImage().repository().name().value(), repository.isPresent()));
        if (removal.isEmpty() && repository.isEmpty() || isDryRun()) {
            return;
        }
        requireConsent(service.service());
        removal.ifPresent(found -> remove(found, releases));
        repository.ifPresent(this::delete);
    }

    private void destroyExpress() {
        String service = expressService().serviceName();
        refuseOtherNames(service);
        ExpressRemovalRun express = new ExpressRemovalRun(this, expressService());
        Optional<Repository> repository = repository(express.owner());
        express.lines().forEach(getLog()::info);
        getLog().info(StackLog.ofRepository(moduleImage().repository().name().value(), repository.isPresent()));
        if (express.isNothing() && repository.isEmpty() || isDryRun()) {
            return;
        }
        requireConsent(service);
        express.remove();
        repository.ifPresent(this::delete);
    }

    private static ActionableException nothingToDestroy() {
        return new ActionableException(
                "ecs:destroy removes a service that the plugin has made, and neither <createService> nor <express> is set.",
                "Set <createService> or <express>, <cluster> and <service> as they were; a service that was made elsewhere is removed there.");
    }

    private void refuseOtherNames(String service) {
        if (destroy != null && !destroy.equals(service)) {
            throw new ActionableException(
                    "<destroy> is '" + destroy + "', and the service of this module is '" + service + "'.",
                    "Set -Decs.destroy=" + service + " if that is the one to go.");
        }
        String repository = moduleImage().repository().name().value();
        if (destroyRepository != null && !destroyRepository.equals(repository)) {
            throw new ActionableException(
                    "<destroyRepository> is '" + destroyRepository + "', and the repository of this module is '"
                            + repository + "'.",
                    "Set -Decs.destroyRepository=" + repository + " if that is the one to go.");
        }
        if (destroyRepository != null && !forceDelete) {
            throw new ActionableException(
                    "<destroyRepository> is set, and <forceDelete> is not, without which no images are deleted.",
                    "Set <forceDelete>true</forceDelete> (-Decs.forceDelete) too, or leave -Decs.destroyRepository out.");
        }
    }

    private void requireConsent(String service) {
        if (destroy == null) {
            throw new ActionableException(
                    "Nothing was removed: ecs:destroy wants to hear which service shall go.",
                    "If all of the above shall go for good: mvn ecs:destroy -Decs.destroy=" + service);
        }
    }

    private Optional<Repository> repository(String owner) {
        return destroyRepository == null
                ? Optional.empty()
                : new RepositoryRemoval(aws().registry(moduleImage().repository()))
                        .findOwn(moduleImage().repository(), StackTags.OWNER, owner);
    }

    private void remove(Removal removal, StackReleases releases) {
        Instant start = Instant.now();
        Map<String, String> types = new LinkedHashMap<>();
        for (StackResource resource : removal.goes()) {
            types.put(resource.logicalId(), resource.type());
        }
        LiveBlock block = Console.blockFor(session);
        StackLog log = new StackLog(getLog(), block, InstantSource.system(), types);
        StackOutcome outcome;
        try (Redrawing redrawing = Redrawing.start(block, log::draw, log::end)) {
            outcome = releases.remove(
                    removal,
                    new ModuleStack(this, newService().orElseThrow()).settings(),
                    log,
                    new RevisionLog(getLog()));
        }
        recordFiles().forgetDeployment();
        summary().add("stack", Summary.Outcome.DELETED, outcome.stack().name(), since(start));
    }

    private void delete(Repository repository) {
        Instant start = Instant.now();
        new RepositoryRemoval(aws().registry(moduleImage().repository())).delete(repository);
        summary().add("repository", Summary.Outcome.DELETED, repository.name().value(), since(start));
    }
}
