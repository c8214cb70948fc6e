package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.LifecyclePolicies;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.LifecycleQuestion;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal of the deploy phase, which waits for the other modules of the reactor. */
abstract class AbstractReleaseMojo extends AbstractServiceMojo {
    /**
     * Whether {@code ecs:push}, {@code ecs:lifecycle} and {@code ecs:deploy} are put off, in a reactor of several modules, until the last
     * module has come to them: then all images are pushed, and then all services deployed. Nothing is pushed where a module has failed.
     * Modules without these goals that come later are waited for with {@code <extensions>true</extensions>} in the plugin's declaration.
     * With {@code false} each module is pushed and deployed in its turn, and its later plugins find {@code ecs.image.uri} and the other
     * properties. Default: {@code true}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.deployAtEnd")
    private @Nullable Boolean deployAtEnd;

    private @Nullable DeployAtEnd end;

    @Override
    final void runForModule() {
        if (!prepare()) {
            return;
        }
        if (isPutOff()) {
            end().putOff(project, execution, lifecycle(), this::release, getLog());
        } else {
            release();
        }
    }

    /**
     * Whether the goal has anything to do.
     *
     * @throws io.github.ecsmaven.ActionableException when it could not be done, as far as that is known without a call to AWS
     */
    abstract boolean prepare();

    /** The goal's own work. */
    abstract void release();

    /**
     * Looks before a push what the lifecycle policy makes of the images in use, where one is configured.
     *
     * @param pushed tags of the image that is about to be pushed
     * @throws io.github.ecsmaven.ActionableException when it takes some, and the user does not want that
     */
    final void guardImagesInUse(Repository repository, List<Tag> pushed) {
        Optional<LifecyclePolicy> policy = lifecyclePolicy();
        if (policy.isEmpty() || invocation().skips("lifecycle")) {
            return;
        }
        LifecyclePolicyChange change = new LifecyclePolicies(
                        aws().registry(moduleImage().repository()))
                .decide(repository.name(), policy.get());
        LifecycleQuestion question = LifecycleQuestion.about(
                        moduleImage().repository(), change, new ImageWhereabouts(this).present())
                .beforePush(pushed);
        scope().keepOutlook(
                        project,
                        LifecycleLook.ahead(
                                invocation().skips("deploy")
                                        ? question
                                        : question.deploying(repository.uri().withTag(pushed.get(0))),
                                this));
    }

    @Override
    boolean isPutOff() {
        return !isDryRun() && new Reactor(session).hasSeveralModules() && (deployAtEnd == null || deployAtEnd);
    }

    @Override
    void leave() {
        if (isDryRun() || !invocation().isLastOf(DeployAtEnd.GOALS)) {
            return;
        }
        if (!isPutOff()) {
            recordFiles().forgetPutOff();
        }
        if (new Reactor(session).hasSeveralModules()) {
            end().leave(project, execution, lifecycle(), this::sumUp, getLog());
        } else {
            end().leaveAlone(getLog());
        }
    }

    private DeployAtEnd end() {
        DeployAtEnd known = end;
        if (known == null) {
            known = new DeployAtEnd(session);
            end = known;
        }
        return known;
    }
}
