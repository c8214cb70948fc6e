package io.github.ecsmaven;

import org.jspecify.annotations.Nullable;

/**
 * A failure that the user can end: what happened, to which thing and why, then what to do about it in the user's own words
 * (XML element, {@code -D} property, IAM action, command). It never carries a credential.
 */
public class ActionableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    /**
     * @param problem what happened, to which thing and why
     * @param remedy what the reader can do about it
     */
    public ActionableException(String problem, String remedy) {
        this(problem, remedy, null);
    }

    /**
     * @param problem what happened, to which thing and why
     * @param remedy what the reader can do about it
     * @param cause what was caught, if anything was
     */
    public ActionableException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + System.lineSeparator() + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What happened, to which thing and why. */
    public String problem() {
        return problem;
    }

    /** What the reader can do about it. */
    public String remedy() {
        return remedy;
    }
}
