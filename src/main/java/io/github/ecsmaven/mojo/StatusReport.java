package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentEvent;
import io.github.ecsmaven.ecs.DeploymentSnapshot.Progress;
import io.github.ecsmaven.ecs.PastDeployment;
import io.github.ecsmaven.ecs.RunningRevision;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.TargetHealth;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.StackOutput;
import io.github.ecsmaven.stack.StackResource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What runs, in lines. */
final class StatusReport {
    private static final int DEPLOYMENTS = 5;
    private static final int EVENTS = 5;

    private final Instant now;
    private final List<String> lines = new ArrayList<>();

    StatusReport(Instant now) {
        this.now = now;
    }

    /** The lines, in the order in which things were told. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    StatusReport service(RunningService service, Optional<String> url) {
        lines.add("The " + service.reference() + ": " + service.runningCount() + " of " + service.desiredCount()
                + " tasks run" + url.map(address -> ", at " + address).orElse(""));
        return this;
    }

    /** A service that is still to be made, or whose making goes on. */
    static List<String> ofNoService(String service, Optional<DeployedStack> stack) {
        List<String> lines = new ArrayList<>();
        lines.add("There is no service " + service + " yet"
                + stack.map(it -> "").orElse(", and no stack: mvn deploy makes both (<createService>)") + ".");
        stack.ifPresent(it -> lines.add("  " + inWords(it)));
        return lines;
    }

    private static String inWords(DeployedStack stack) {
        return "stack      " + stack.name() + ": " + stack.status()
                + stack.reason().map(why -> ": " + why).orElse("");
    }

    /** @param runs ARN of the revision that the service runs */
    StatusReport stack(DeployedStack stack, List<StackResource> resources, String runs) {
        lines.add("  " + inWords(stack) + ", " + resources.size() + " resources");
        resources.stream()
                .filter(one -> !one.status().endsWith("_COMPLETE"))
                .forEach(one -> lines.add("             " + one.logicalId() + " (" + one.type() + ") is " + one.status()
                        + one.reason().map(why -> ": " + why).orElse("")));
        stack.output(StackOutput.TASK_DEFINITION)
                .filter(arn -> !arn.equals(runs))
                .ifPresent(
                        arn -> lines.add(
                                "             the stack names " + arn.substring(arn.lastIndexOf('/') + 1)
                                        + ", and the service runs another revision; the next mvn deploy brings it back to the stack's"));
        return this;
    }

    StatusReport revision(RunningRevision revision, Optional<PastDeployment> broughtBy) {
        lines.add("  revision   " + revision.revision()
                + (revision.status().equals("ACTIVE") ? "" : " (" + revision.status() + ")")
                + broughtBy
                        .map(past -> ", deployed " + ago(past.began()) + " ("
                                + past.began().truncatedTo(ChronoUnit.SECONDS) + ")")
                        .orElse(""));
        revision.images().forEach((container, image) -> lines.add("  container  " + container + ": " + image));
        revision.maven().ifPresent(coordinates -> lines.add("  Maven      " + coordinates));
        revision.commit().ifPresent(commit -> lines.add("  commit     " + commit));
        return this;
    }

    StatusReport underDeployment(List<Progress> deployments) {
        if (deployments.size() > 1) {
            deployments.forEach(each -> lines.add("  now        " + each.revision() + ": " + each.running() + " of "
                    + each.desired() + " running, " + each.pending() + " starting, " + each.failed() + " failed"));
        }
        return this;
    }

    StatusReport targets(List<TargetHealth> groups) {
        groups.forEach(group -> lines.add("  targets    " + group.targetGroup() + ": " + counts(group.counts())
                + group.failures().stream().map(reason -> "; " + reason).collect(Collectors.joining())));
        return this;
    }

    StatusReport deployments(List<PastDeployment> newestFirst) {
        newestFirst.stream()
                .limit(DEPLOYMENTS)
                .forEach(past -> lines.add("  deployment " + past.statusInWords() + ": "
                        + past.revision().map(Object::toString).orElse("a revision that ECS does not name") + ", "
                        + ago(past.began())
                        + (past.succeeded() || past.reason().isEmpty() ? "" : ": " + past.reason())));
        return this;
    }

    StatusReport events(List<DeploymentEvent> newestFirst) {
        newestFirst.stream()
                .limit(EVENTS)
                .forEach(event -> lines.add(
                        "  event      " + event.at().truncatedTo(ChronoUnit.SECONDS) + " " + event.message()));
        return this;
    }

    StatusReport missing(String what) {
        lines.add("  " + what);
        return this;
    }

    private static String counts(Map<String, Integer> byState) {
        return byState.isEmpty()
                ? "none"
                : byState.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private String ago(Instant then) {
        return inWords(Duration.between(then, now)) + " ago";
    }

    /** The two largest units, as {@code 3 days 4 hours}. */
    static String inWords(Duration age) {
        if (age.toDays() > 0) {
            return number(age.toDays(), "day") + (age.toHoursPart() > 0 ? " " + number(age.toHoursPart(), "hour") : "");
        }
        if (age.toHours() > 0) {
            return number(age.toHours(), "hour")
                    + (age.toMinutesPart() > 0 ? " " + number(age.toMinutesPart(), "minute") : "");
        }
        return age.toMinutes() > 0 ? number(age.toMinutes(), "minute") : number(Math.max(0, age.toSeconds()), "second");
    }

    private static String number(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
