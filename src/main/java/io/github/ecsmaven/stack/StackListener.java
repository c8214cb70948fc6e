package io.github.ecsmaven.stack;

/** Hears what happens while a stack is created, updated or deleted. */
public interface StackListener {
    /** CloudFormation has begun, or is found at work: how that can be followed without this build. */
    void followUp(StackFollowUp commands);

    /** CloudFormation wrote an event of this operation; each is told once, the oldest first. */
    void event(StackEvent event);

    /** What is left of an earlier try is about to be deleted, so that the stack can be created anew. */
    void removingLeftover(DeployedStack leftover);

    /** AWS did not answer one look; the next ones will tell. */
    void lookFailed(String problem);

    /**
     * Something that would explain a failure cannot be read.
     *
     * @param problem what, and why not
     */
    void unexplained(String problem);

    /** How it ended well; a bad end is a {@link StackFailedException}. */
    void ended(StackOutcome outcome);
}
