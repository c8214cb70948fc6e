package io.github.ecsmaven.mojo;

import io.github.ecsmaven.aws.AwsLogs;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.aws.CallerIdentity;
import io.github.ecsmaven.ecr.EcrKeychain;
import io.github.ecsmaven.ecr.EcrRegistry;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecs.ContainerLogs;
import io.github.ecsmaven.ecs.EcsAccount;
import io.github.ecsmaven.ecs.Evidence;
import io.github.ecsmaven.ecs.TargetGroups;
import io.github.ecsmaven.elb.ElbTargetGroups;
import io.github.ecsmaven.elb.LoadBalancers;
import io.github.ecsmaven.logs.CloudWatchLogs;
import io.github.ecsmaven.preflight.Surroundings;
import io.github.ecsmaven.release.StackReleases;
import io.github.ecsmaven.stack.ExistingPieces;
import io.github.ecsmaven.stack.PiecesInAws;
import io.github.ecsmaven.stack.StackAccount;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One identity's way to AWS, shared by the goals and modules of a Maven session. Nothing is made before it is needed. */
final class AwsAccess {
    private final AwsSession session;
    private final EcsAccount ecs;
    private final StackAccount stacks;
    private final ContainerLogs logs;
    private final TargetGroups targetGroups;
    private final Map<RepositoryLocation, EcrRegistry> registries = new ConcurrentHashMap<>();
    private final Map<Set<String>, EcrKeychain> keychains = new ConcurrentHashMap<>();

    AwsAccess(AwsSettings settings) {
        this(new AwsSession(settings), EcsAccount::of, StackAccount::of);
    }

    /**
     * With a time of its own say.
     *
     * @param ecs makes the way to Amazon ECS
     * @param stacks makes the way to AWS CloudFormation
     */
    AwsAccess(AwsSession session, Function<AwsSession, EcsAccount> ecs, Function<AwsSession, StackAccount> stacks) {
        AwsLogs.silence();
        this.session = session;
        this.ecs = ecs.apply(session);
        this.stacks = stacks.apply(session);
        this.logs = CloudWatchLogs.of(session);
        this.targetGroups = new ElbTargetGroups(session);
    }

    /** @throws io.github.ecsmaven.ActionableException when nobody names one */
    String region() {
        return session.region();
    }

    /** @throws io.github.ecsmaven.ActionableException when there are no credentials, or AWS refuses them */
    CallerIdentity identity() {
        return session.identity();
    }

    EcrRegistry registry(RepositoryLocation repository) {
        return registries.computeIfAbsent(repository, where -> EcrRegistry.of(session, where));
    }

    PublishedImages publishedImages(RepositoryLocation repository) {
        return new PublishedImages(registry(repository));
    }

    /** Credentials for ECR; one token for each region serves all goals and modules. */
    EcrKeychain keychain(Set<String> ecrRegistries) {
        return keychains.computeIfAbsent(
                ecrRegistries, hosts -> new EcrKeychain(session, hosts, InstantSource.system()));
    }

    /**
     * A decision, made once more with fresh answers where it is to change something and was made with remembered ones.
     *
     * @param changes whether it is to change something
     */
    <T> T decided(Supplier<T> decision, Predicate<T> changes) {
        T first = decision.get();
        return changes.test(first) && session.recent().forget() ? decision.get() : first;
    }

    /** Tells that an image was pushed, of which the SDK's clients know nothing. */
    void pushed() {
        session.recent().changed();
    }

    EcsAccount ecs() {
        return ecs;
    }

    /** What a preflight asks. */
    Surroundings surroundings() {
        return Surroundings.of(session, ecs);
    }

    /** AWS CloudFormation. */
    StackAccount stacks() {
        return stacks;
    }

    /** Services in stacks of their own. */
    StackReleases stackReleases() {
        return new StackReleases(stacks, ecs, evidence());
    }

    /** What a service from nothing can be put beside. */
    ExistingPieces existingPieces() {
        return new PiecesInAws(session.reads(), session.recent());
    }

    /** Explains failed deployments. */
    Evidence evidence() {
        return new Evidence(logs, targetGroups);
    }

    Optional<URI> urlOf(String targetGroupArn) {
        return session.recent().read("URL", targetGroupArn, () -> new LoadBalancers(session).urlOf(targetGroupArn));
    }
}
