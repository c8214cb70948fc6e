package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What has to happen so that an Express service is as it is wanted. Computed before anything is sent. */
public sealed interface ExpressChange {
    /** The service as it is to be. */
    WantedExpress wanted();

    /** There is none: make it, with load balancer, scaling and logs, by one call. */
    record Create(WantedExpress wanted) implements ExpressChange {}

    /**
     * Update it by one call.
     *
     * @param running the service as it was when this was decided
     * @param differences the fields in which it differs from what is wanted
     */
    record Update(RunningExpress running, WantedExpress wanted, List<FieldChange> differences)
            implements ExpressChange {
        public Update {
            differences = List.copyOf(differences);
        }

        /** The tags of a service that this plugin has made whose values are others now; a service of somebody else is not tagged. */
        Map<String, String> newTags() {
            Map<String, String> has = running.tags();
            Map<String, String> changed = new TreeMap<>(wanted.tags());
            changed.entrySet().removeIf(tag -> tag.getValue().equals(has.get(tag.getKey())));
            boolean isOurs = wanted.tags().keySet().stream().anyMatch(has::containsKey);
            return isOurs ? changed : Map.of();
        }
    }

    /**
     * It is as it is wanted: deploy that once more.
     *
     * @param reason why
     */
    record Redeploy(RunningExpress running, WantedExpress wanted, ServiceChange.Reason reason)
            implements ExpressChange {}

    /**
     * Await the verdict on a deployment of what is wanted that somebody has started already.
     *
     * @param deploymentId ECS's id of it
     */
    record Follow(RunningExpress running, WantedExpress wanted, String deploymentId) implements ExpressChange {}

    /** It is as it is wanted, and its deployment succeeded. */
    record Nothing(RunningExpress running, WantedExpress wanted) implements ExpressChange {}

    /** The service as it was when this was decided; empty where there was none. */
    default Optional<RunningExpress> before() {
        if (this instanceof Update update) {
            return Optional.of(update.running());
        }
        if (this instanceof Redeploy redeploy) {
            return Optional.of(redeploy.running());
        }
        if (this instanceof Follow follow) {
            return Optional.of(follow.running());
        }
        return this instanceof Nothing nothing ? Optional.of(nothing.running()) : Optional.empty();
    }

    /** The fields that the change gives another value; for a new service all that is set. */
    default List<FieldChange> fields() {
        if (this instanceof Update update) {
            return update.differences();
        }
        return this instanceof Create ? ExpressDifferences.ofNew(wanted()) : List.of();
    }

    /** The calls that {@link ExpressDeployer} makes to carry this out, of those that change something, as IAM names them and in order. */
    default List<String> calls() {
        if (this instanceof Create) {
            return List.of("ecs:CreateExpressGatewayService");
        }
        if (this instanceof Update update) {
            return update.newTags().isEmpty()
                    ? List.of("ecs:UpdateExpressGatewayService")
                    : List.of("ecs:TagResource", "ecs:UpdateExpressGatewayService");
        }
        return this instanceof Redeploy ? List.of(ServiceChange.UPDATE) : List.of();
    }
}
