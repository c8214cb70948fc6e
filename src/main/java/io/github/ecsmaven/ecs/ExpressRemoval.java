package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ECSManagedResources;
import software.amazon.awssdk.services.ecs.model.ManagedIngressPath;
import software.amazon.awssdk.services.ecs.model.ManagedSecurityGroup;
import software.amazon.awssdk.services.ecs.model.ManagedTargetGroup;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** Removes an Express service: first says what goes, then deletes it and follows that to its end. */
public final class ExpressRemoval {
    /** Tasks are drained from the load balancer first, whose deregistration takes five minutes by default. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /**
     * What goes with a service.
     *
     * @param running the service
     * @param goes what ECS manages for it, a line each such as {@code load balancer arn:aws:…}
     */
    public record Removed(RunningExpress running, List<String> goes) {
        public Removed {
            goes = List.copyOf(goes);
        }

        /** The calls that {@link #remove} makes, of those that change something. */
        public List<String> calls() {
            return List.of("ecs:DeleteExpressGatewayService");
        }
    }

    private final EcsClient ecs;
    private final Clock clock;
    private final Sleeper sleeper;

    /**
     * @param clock tells how long it takes
     * @param sleeper lets time pass between looks
     */
    public ExpressRemoval(EcsClient ecs, Clock clock, Sleeper sleeper) {
        this.ecs = ecs;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * What would go; empty when there is no such service.
     *
     * @param owner key and value of the tag that says that this plugin has made it
     * @throws ActionableException when the service is not ours, is no Express service, or AWS refuses to answer
     */
    public Optional<Removed> find(ServiceReference reference, Map.Entry<String, String> owner) {
        return new ExpressServices(ecs).find(reference).map(running -> {
            refuseOthers(running, owner);
            return new Removed(running, managed(running));
        });
    }

    private static void refuseOthers(RunningExpress running, Map.Entry<String, String> owner) {
        if (!owner.getValue().equals(running.tags().get(owner.getKey()))) {
            throw new ActionableException(
                    "The " + running + " does not have the tag " + owner.getKey() + "=" + owner.getValue()
                            + ", so that this plugin has not made it, and does not delete it.",
                    "Delete it yourself: aws ecs delete-express-gateway-service --service-arn "
                            + running.service().arn() + ".");
        }
    }

    /** ECS's own list stands in the service revision; without the permission to read it, what the API reference names goes untold. */
    private List<String> managed(RunningExpress running) {
        Optional<String> revision = running.configuration().map(it -> it.serviceRevisionArn());
        try {
            return revision.stream()
                    .flatMap(
                            arn -> ecs
                                    .describeServiceRevisions(request -> request.serviceRevisionArns(arn))
                                    .serviceRevisions()
                                    .stream())
                    .map(ServiceRevision::ecsManagedResources)
                    .filter(resources -> resources != null)
                    .flatMap(resources -> lines(resources).stream())
                    .toList();
        } catch (SdkException notKnown) {
            return List.of();
        }
    }

    private static List<String> lines(ECSManagedResources resources) {
        List<String> lines = new ArrayList<>();
        for (ManagedIngressPath path : resources.ingressPaths()) {
            if (path.endpoint() != null) {
                lines.add("endpoint " + path.endpoint());
            }
            if (path.loadBalancer() != null) {
                lines.add("load balancer " + path.loadBalancer().arn() + ", unless other Express services share it");
            }
            if (path.listener() != null) {
                lines.add("listener " + path.listener().arn());
            }
            path.targetGroups().stream().map(ManagedTargetGroup::arn).forEach(arn -> lines.add("target group " + arn));
        }
        resources.serviceSecurityGroups().stream()
                .map(ManagedSecurityGroup::arn)
                .forEach(arn -> lines.add("security group " + arn));
        return lines;
    }

    /**
     * Deletes the service, and waits until its tasks and what ECS managed for it are gone. One that is being deleted already is followed.
     *
     * @param status told of each new status of the service
     * @throws ActionableException when AWS refuses, or it takes longer than half an hour
     */
    public void remove(Removed removed, Consumer<String> status) {
        RunningService service = removed.running().service();
        try {
            ecs.deleteExpressGatewayService(request -> request.serviceArn(service.arn()));
        } catch (ServiceNotActiveException beingDeleted) {
            status.accept("DRAINING");
        } catch (SdkException e) {
            throw AwsFailures.explain("delete Express " + service.reference(), e);
        }
        follow(service, status);
    }

    private void follow(RunningService service, Consumer<String> status) {
        Instant deadline = clock.instant().plus(PATIENCE);
        String said = "";
        while (true) {
            String now = look(service);
            if (!now.equals(said)) {
                said = now;
                status.accept(now);
            }
            if (now.equals("INACTIVE")) {
                return;
            }
            if (!clock.instant().isBefore(deadline)) {
                throw new ActionableException(
                        "The " + service.reference() + " is still " + now + " after " + PATIENCE.toSeconds()
                                + " seconds; ECS goes on deleting it.",
                        "See what holds it: aws ecs describe-services --cluster "
                                + service.reference().cluster() + " --services "
                                + service.reference().serviceName() + "; then run it again.");
            }
            pause(service);
        }
    }

    /** A service that is gone from ECS's records is as good as INACTIVE. */
    private String look(RunningService service) {
        try {
            return new Services(ecs)
                    .look(service.reference())
                    .map(Service::status)
                    .orElse("INACTIVE");
        } catch (SdkException e) {
            throw AwsFailures.explain("look whether " + service.reference() + " is gone", e);
        }
    }

    private void pause(RunningService service) {
        try {
            sleeper.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException(
                    "The wait was interrupted; ECS goes on deleting " + service.reference() + ".",
                    "Run it again to follow it to its end.",
                    e);
        }
    }
}
