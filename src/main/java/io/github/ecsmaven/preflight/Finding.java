package io.github.ecsmaven.preflight;

/**
 * Something that stands in the way of a deployment, or may.
 *
 * @param severity how sure that is
 * @param problem what, to which thing and why
 * @param remedy what the reader can do about it
 */
public record Finding(Severity severity, String problem, String remedy) {
    /** The worst first. */
    public enum Severity {
        /** The deployment would fail. */
        FAILURE,
        /** It may fail, take long, or be without a net. */
        WARNING,
        /** AWS did not tell; there may be a failure. */
        NOT_CHECKED
    }
}
