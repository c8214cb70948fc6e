package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.LifecyclePolicies;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.release.LifecycleOutlook;
import io.github.ecsmaven.release.LifecycleQuestion;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Puts the repository's lifecycle policy, by which Amazon ECR expires images, when the one that is there differs, and not when it takes
 * images that ECS uses. It says what goes now and in the next 7 and 30 days. Without {@code lifecycle} and {@code lifecyclePolicyFile} it
 * puts nothing.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "lifecycle",
        defaultPhase = LifecyclePhase.DEPLOY,
        threadSafe = true,
        configurator = AbstractEcsMojo.CONFIGURATOR)
public final class LifecycleMojo extends AbstractReleaseMojo {
    /** As the build gives it to an image. */
    private static final String A_CONTENT_TAG = "c-" + "0".repeat(32);

    /**
     * Leaves out {@code ecs:lifecycle}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.lifecycle.skip", defaultValue = "false")
    private boolean skipLifecycle;

    @Override
    boolean isSkipped() {
        return skipLifecycle;
    }

    @Override
    boolean prepare() {
        boolean concerned = lifecyclePolicy().isPresent() || lifecycleLimits().watchesOthersPolicies();
        if (!concerned || moduleImage().deployed().isPresent()) {
            getLog().debug("No lifecycle policy is configured.");
            return false;
        }
        return true;
    }

    @Override
    void release() {
        lifecyclePolicy().ifPresentOrElse(this::put, this::watch);
    }

    private void put(LifecyclePolicy policy) {
        Instant start = Instant.now();
        RepositoryLocation repository = moduleImage().repository();
        LifecyclePolicies policies = new LifecyclePolicies(aws().registry(repository));
        LifecyclePolicyChange change = aws().decided(
                        () -> policies.decide(repository.name(), policy), LifecyclePolicyChange.Put.class::isInstance);
        LifecycleOutlook outlook = known(change).orElseGet(() -> LifecycleLook.ahead(question(change), this));
        policies.apply(change);
        log().lifecyclePolicy(change, repository.toString(), policy.sentences());
        LifecycleLog lifecycleLog = new LifecycleLog(getLog());
        lifecycleLog.outlook(outlook);
        if (!policy.covers(List.of(A_CONTENT_TAG))) {
            lifecycleLog.uncoveredContentTags(repository.toString());
        }
        summary()
                .add(
                        "lifecycle policy",
                        outcome(change),
                        policy.sentences().size() + (policy.sentences().size() == 1 ? " rule" : " rules"),
                        since(start));
    }

    /** The push of this run has looked ahead already. A policy that is to be put is looked at once more, with what was pushed. */
    private Optional<LifecycleOutlook> known(LifecyclePolicyChange change) {
        return change instanceof LifecyclePolicyChange.None same
                ? scope().outlookOf(project)
                        .filter(outlook -> outlook.question().policy().equals(same.policy()))
                : Optional.empty();
    }

    private LifecycleQuestion question(LifecyclePolicyChange change) {
        LifecycleQuestion question =
                LifecycleQuestion.about(moduleImage().repository(), change, new ImageWhereabouts(this).present());
        return pushedImage().map(question::deploying).orElse(question);
    }

    /** What the services are about to be given, where it is known. */
    private Optional<ImageReference> pushedImage() {
        if (invocation().skips("deploy") || !Files.isRegularFile(recordFiles().imageFile())) {
            return Optional.empty();
        }
        ImageRecord record = ownRecord();
        return record.imagePushed() ? record.imageDigest().map(record.image()::withDigest) : Optional.empty();
    }

    /** A policy that somebody else has put. */
    private void watch() {
        RepositoryLocation repository = moduleImage().repository();
        Optional<LifecyclePolicy> theirs = new LifecyclePolicies(aws().registry(repository)).find(repository.name());
        theirs.ifPresentOrElse(
                policy -> {
                    LifecycleOutlook outlook = LifecycleLook.ahead(
                            question(new LifecyclePolicyChange.None(repository.name(), policy)), this);
                    getLog().info("The lifecycle policy of " + repository + ", which this project does not put:");
                    policy.sentences().forEach(sentence -> getLog().info("  " + sentence));
                    new LifecycleLog(getLog()).outlook(outlook);
                },
                () -> getLog().debug("The repository has no lifecycle policy."));
    }

    private static Summary.Outcome outcome(LifecyclePolicyChange change) {
        if (change instanceof LifecyclePolicyChange.Put put) {
            return put.before().isPresent() ? Summary.Outcome.UPDATED : Summary.Outcome.CREATED;
        }
        return Summary.Outcome.UNCHANGED;
    }
}
