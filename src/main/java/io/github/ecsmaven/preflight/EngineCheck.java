package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;

/**
 * Whether what builds the image answers, and can build it.
 *
 * @param builder what it is called, such as {@code Docker Engine}
 * @param connection connects, and fails with an {@link ActionableException} when the build would
 */
public record EngineCheck(String builder, Runnable connection) implements Check {
    @Override
    public String subject() {
        return builder;
    }

    @Override
    public String doing() {
        return "reach the " + builder;
    }

    @Override
    public void look(Report report) {
        try {
            connection.run();
        } catch (ActionableException e) {
            report.fails(e.problem(), e.remedy());
        }
    }
}
