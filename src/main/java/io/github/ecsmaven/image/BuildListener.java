package io.github.ecsmaven.image;

import java.time.Duration;
import java.util.List;

/**
 * Hears what a build says while it runs. A builder that tells its steps apart calls the methods about steps, from one thread; one that
 * does not calls {@link #output}.
 */
public interface BuildListener {
    /** One line of the output of a build whose steps are not told apart, without its line end. */
    void output(String line);

    /** Something the user should know although the build goes on. */
    void warning(String message);

    /** A step begins. Several may run at once. */
    default void stepStarted(BuildStep step) {}

    /** One line of what a step writes, without its line end. */
    default void stepOutput(BuildStep step, String line) {}

    /** Something within a step got on. */
    default void transferred(BuildStep step, BuildStep.Transfer transfer) {}

    /** A step ended. */
    default void stepEnded(BuildStep step, BuildStep.Outcome outcome, Duration took) {}

    /**
     * The build uses an image, as a base or to copy from.
     *
     * @param image as the builder calls it, with its digest where the builder has looked it up in the registry
     */
    default void usesImage(ImageReference image) {}

    /**
     * The build reads the build context. Called from any thread.
     *
     * @param paths what it asks for, as {@code COPY} and {@code ADD} name it; nothing for all of the context
     */
    default void readsContext(List<String> paths) {}
}
