package io.github.ecsmaven.image;

/**
 * A step of a build.
 *
 * @param number its place in the order in which the steps began, counted from 1
 * @param name what it is called, such as {@code [build 2/4] RUN make}
 */
public record BuildStep(int number, String name) {

    /** How a step ended. */
    public enum Outcome {
        DONE,
        /** Its result was there from an earlier build. */
        CACHED,
        FAILED,
        /** Another step failed meanwhile. */
        CANCELED
    }

    /**
     * Something on its way within a step: a layer, the files of the context.
     *
     * @param what what it is, such as {@code sha256:4f5e…} or {@code transferring context:}
     * @param current bytes that are done
     * @param total bytes that there are, 0 when that is not known
     * @param ended whether it has ended
     */
    public record Transfer(String what, long current, long total, boolean ended) {}
}
