package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.DeploymentListener;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.EcsAccount;
import io.github.ecsmaven.ecs.Evidence;
import io.github.ecsmaven.ecs.RevisionListener;
import io.github.ecsmaven.ecs.RevisionSelection;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import io.github.ecsmaven.elb.ElbTargetGroups;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.logs.CloudWatchLogs;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import io.github.ecsmaven.stack.Blueprints;
import io.github.ecsmaven.stack.StackEars;
import io.github.ecsmaven.stack.StackFailedException;
import io.github.ecsmaven.stack.StackListener;
import io.github.ecsmaven.stack.StackRequest;
import io.github.ecsmaven.stack.StackSettings;
import io.github.ecsmaven.stack.StackWorld;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.ecs.model.Service;

/** A service and its stack in a sandbox, released as a run of this plugin would. */
abstract class ReleaseStory implements StackReleaseListener, RevisionListener {
    static final DeploymentSettings DEPLOYMENT = DeploymentSettings.defaults();
    static final String NAME = "shop-orders";
    static final String OWNER = "shop/orders";

    final StackWorld world = new StackWorld();
    final StackFaults faults = world.sandbox.cloudFormation().faults();
    final Blueprints pieces = new Blueprints();
    final StackEars ears = new StackEars();
    final List<String> heard = new ArrayList<>();
    final List<StackDecision> decisions = new ArrayList<>();
    final List<TaskDefinitionArn> deregistered = new ArrayList<>();
    final StackReleases releases = new StackReleases(
            world.account,
            EcsAccount.of(world.session, world.clock, world::pass),
            new Evidence(CloudWatchLogs.of(world.session), new ElbTargetGroups(world.session)));

    @AfterEach
    void close() {
        world.close();
    }

    @Override
    public void decided(StackDecision decision) {
        decisions.add(decision);
    }

    @Override
    public StackListener stack() {
        return ears;
    }

    @Override
    public DeploymentListener deployment() {
        return (DeploymentListener) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DeploymentListener.class}, (proxy, method, arguments) -> {
                    heard.add(method.getName());
                    return null;
                });
    }

    @Override
    public void deregistered(List<TaskDefinitionArn> done, RevisionSelection selection) {
        deregistered.addAll(done);
    }

    @Override
    public void notDeregistered(String family, ActionableException why) {
        throw why;
    }

    StackDecision decide() {
        return releases.decide(StackRequest.of(pieces.blueprint()), DEPLOYMENT);
    }

    StackReleaseOutcome deploy() {
        return releases.execute(decide(), StackSettings.defaults(), DEPLOYMENT, this);
    }

    StackFailedException failure() {
        return catchThrowableOfType(StackFailedException.class, this::deploy);
    }

    void image(String image) {
        pieces.image = ImageReference.parse(image);
    }

    void crash(String image) {
        world.sandbox.cloudFormation().takeItsTime();
        image(image);
        world.tasks.whenImageContains(
                image, Behaviour.exitsAfter(Duration.ofMillis(100), 1).writing("no database at db.local"));
    }

    Service service() {
        return world.ecs
                .describeServices(r -> r.cluster("shop").services("orders"))
                .services()
                .get(0);
    }

    void killed() {
        world.account.deployer().begin(decide().stack(), StackSettings.defaults(), new StackEars());
        world.pass(Duration.ofSeconds(1));
    }
}
