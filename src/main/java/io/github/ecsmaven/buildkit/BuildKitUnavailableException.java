package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import org.jspecify.annotations.Nullable;

/** A Docker Engine has no BuildKit that answers. */
public final class BuildKitUnavailableException extends ActionableException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BuildKitUnavailableException(String reason, @Nullable Throwable cause) {
        super(
                "The Docker Engine has no BuildKit that answers: " + reason + ".",
                "Set <builder>classic</builder> (-Decs.builder), or use Docker Engine 18.09 or newer.",
                cause);
        this.reason = reason;
    }

    /** Why not, to be part of a sentence. */
    public String reason() {
        return reason;
    }
}
