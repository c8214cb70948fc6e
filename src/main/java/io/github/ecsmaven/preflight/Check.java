package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;
import software.amazon.awssdk.core.exception.SdkException;

/** Looks at one thing. Two that look at the same thing are equal, so that it is looked at once. */
public interface Check {
    /** What is looked at, in a word or two for the list of what was checked, such as {@code roles}. */
    String subject();

    /** What is tried, as it stands after "Could not", such as {@code look at role 'shop'}. */
    String doing();

    /**
     * Looks.
     *
     * @param report takes what is found, and what else is to be looked at
     * @throws ActionableException when it cannot be checked
     * @throws SdkException when it cannot be checked
     */
    void look(Report report);
}
