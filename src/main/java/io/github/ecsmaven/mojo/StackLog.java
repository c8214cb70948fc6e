package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.release.StackDecision;
import io.github.ecsmaven.release.StackReleaseListener;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.Removal;
import io.github.ecsmaven.stack.ServiceTemplate;
import io.github.ecsmaven.stack.StackChange;
import io.github.ecsmaven.stack.StackEvent;
import io.github.ecsmaven.stack.StackFollowUp;
import io.github.ecsmaven.stack.StackListener;
import io.github.ecsmaven.stack.StackOutcome;
import io.github.ecsmaven.stack.StackResource;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** All that the user reads of stacks: the wording of every event. */
final class StackLog implements StackReleaseListener, StackListener {
    private final Log log;
    private final LiveBlock block;
    private final InstantSource clock;
    private final DeploymentLog deployment;
    private final StackTable table;
    private List<String> ofDeployment = List.of();
    private Consumer<StackFollowUp> followers = commands -> {};

    /** @param resources types by names of what is in the stack */
    StackLog(Log log, LiveBlock block, InstantSource clock, Map<String, String> resources) {
        this.log = log;
        this.block = block;
        this.clock = clock;
        this.table = new StackTable(resources);
        this.deployment = new DeploymentLog(log, block);
        deployment.drawOn(lines -> {
            ofDeployment = lines;
            draw();
        });
    }

    /** A template that was written. */
    static List<String> template(
            Path file, String stack, ServiceTemplate template, Optional<ImageReference> placeholder) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "The template of stack '" + stack + "', " + template.resources().size() + " resources: " + file);
        placeholder.ifPresent(image -> lines.add("Nothing is pushed yet, so " + image
                + " stands in it for the image; mvn deploy puts the pushed one there, with its digest."));
        lines.add(
                "To own it: aws cloudformation deploy --stack-name " + stack + " --template-file " + file.getFileName()
                        + (template.capabilities().isEmpty()
                                ? ""
                                : " --capabilities " + String.join(" ", template.capabilities())));
        return List.copyOf(lines);
    }

    /** A service that is there, and no stack's. */
    static String outside(String service, String stack) {
        return "The " + service
                + " is outside of any stack, so it is updated as without <createService>; there is no stack '" + stack
                + "'.";
    }

    /** All that goes when a stack is deleted. */
    static List<String> goes(Removal removal) {
        List<String> lines = new ArrayList<>();
        lines.add("With " + removal.stack() + " goes:");
        Map<String, String> types = new LinkedHashMap<>();
        removal.goes().forEach(one -> types.put(one.logicalId(), one.type()));
        int type = types.values().stream().mapToInt(String::length).max().orElse(1);
        int name = types.keySet().stream().mapToInt(String::length).max().orElse(1);
        for (StackResource one : removal.goes()) {
            lines.add(("  " + padded(one.type(), type) + "  " + padded(one.logicalId(), name) + "  "
                            + one.physicalId().orElse(""))
                    .stripTrailing());
        }
        return List.copyOf(lines);
    }

    /** What becomes of the repository when the service is removed. */
    static String ofRepository(String name, boolean goes) {
        return goes
                ? "The ECR repository '" + name + "' goes with all its images."
                : "The ECR repository '" + name + "' and its images stay.";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private void say(String line) {
        synchronized (block) {
            block.erase();
            log.info(line);
        }
    }

    private void warn(String line) {
        synchronized (block) {
            block.erase();
            log.warn(line);
        }
    }

    /** Who wants to know how the stack is followed without this build. */
    void onFollowUp(Consumer<StackFollowUp> follower) {
        followers = follower;
    }

    @Override
    public DeploymentLog deployment() {
        return deployment;
    }

    @Override
    public StackListener stack() {
        return this;
    }

    @Override
    public void decided(StackDecision decision) {
        StackChange change = decision.stack();
        String stack = "stack '" + change.request().name() + "'";
        if (change instanceof StackChange.Create) {
            say("Creating " + change.request());
        } else if (change instanceof StackChange.Recreate again) {
            say("Creating " + change.request() + " anew: " + again.leftover().status()
                    + " is what an earlier creation left that failed");
        } else if (change instanceof StackChange.Update update) {
            say("Updating " + stack + ":");
            update.changeSet().changes().forEach(one -> StackRows.lines(one).forEach(this::say));
        } else if (change instanceof StackChange.Follow follow) {
            say("The " + stack + " is " + follow.stack().status() + ": following that to its end"
                    + (follow.makesWhatIsWanted() ? ", as it makes what is wanted" : ", and then deciding again"));
        } else if (change instanceof StackChange.Nothing) {
            decision.service().ifPresent(service -> decided(stack, service));
        }
    }

    private void decided(String stack, ServiceChange change) {
        if (change instanceof ServiceChange.Redeploy redeploy
                && redeploy.reason() == ServiceChange.Reason.OF_ITS_STACK) {
            say("The " + stack + " is as it is wanted, but its service runs "
                    + change.service().taskDefinition().name() + " instead of the stack's "
                    + redeploy.revision().name() + ": bringing that back");
        } else {
            deployment.decided(change);
        }
    }

    @Override
    public void followUp(StackFollowUp commands) {
        followers.accept(commands);
        log.debug("Follow it: " + commands.watch());
    }

    @Override
    public void event(StackEvent event) {
        Optional<String> line = table.add(event, clock.instant());
        boolean goesOn = event.status().endsWith("_IN_PROGRESS");
        boolean failed = event.status().endsWith("_FAILED") || event.status().contains("ROLLBACK_IN_PROGRESS");
        Optional<String> reason = event.reason().map(String::strip).filter(text -> failed && !text.isEmpty());
        line.map(text -> text + reason.map(why -> ": " + why).orElse("")).ifPresent(text -> {
            if (failed) {
                warn(text);
            } else if (!goesOn || !block.isLive()) {
                say(text);
            }
        });
        draw();
    }

    /** Draws what goes on, where somebody watches. */
    void draw() {
        if (block.isLive()) {
            List<String> lines = new ArrayList<>(table.goingOn(clock.instant()));
            lines.addAll(ofDeployment);
            block.draw(lines);
        }
    }

    @Override
    public void removingLeftover(DeployedStack leftover) {
        say("Deleting what is left of " + leftover + " (" + leftover.status() + ")");
    }

    @Override
    public void lookFailed(String problem) {
        say("  " + problem + (problem.endsWith(".") ? "" : ".") + " Looking again.");
    }

    @Override
    public void unexplained(String problem) {
        say("  " + problem);
    }

    @Override
    public void ended(StackOutcome outcome) {
        ofDeployment = List.of();
        String stack = outcome.stack().toString();
        String took = " in " + Summary.inWords(outcome.took());
        switch (outcome.end()) {
            case UNCHANGED -> say("Nothing to deploy: " + stack + " is as it is wanted");
            case CREATED -> say("Created " + stack + took);
            case UPDATED -> say("Updated " + stack + took);
            case DELETED -> say("Deleted " + stack + took);
            default -> throw new IllegalStateException("a failure is no outcome: " + outcome.end());
        }
    }

    /** What is said of a URL that answers as it has to. */
    static String answers(String url, int status, int attempts) {
        return url + " answers with status " + status + (attempts > 1 ? ", at the " + attempts + ". attempt" : "");
    }

    /** The service's URL answered. */
    void answered(String url, int status, int attempts) {
        say(answers(url, status, attempts));
    }

    void end() {
        block.erase();
    }
}
