package io.github.ecsmaven.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what is heard of a stack, a line for each. */
public final class StackEars implements StackListener {
    public final List<String> heard = new ArrayList<>();
    public Optional<StackFollowUp> followUp = Optional.empty();

    @Override
    public void followUp(StackFollowUp commands) {
        followUp = Optional.of(commands);
        heard.add("follow: " + commands.stack().status());
    }

    @Override
    public void event(StackEvent event) {
        heard.add(event.logicalId() + " " + event.status());
    }

    @Override
    public void removingLeftover(DeployedStack leftover) {
        heard.add("removing leftover in " + leftover.status());
    }

    @Override
    public void lookFailed(String problem) {
        heard.add("look failed: " + problem);
    }

    @Override
    public void unexplained(String problem) {
        heard.add("unexplained: " + problem);
    }

    @Override
    public void ended(StackOutcome outcome) {
        heard.add("ended: " + outcome.end());
    }
}
