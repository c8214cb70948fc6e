package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code <smokeTest>}. */
public final class SmokeTestParameters {
    private static final int OK = 200;
    private static final int TIMEOUT = 120;

    private @Nullable String path;
    private @Nullable Integer status;
    private @Nullable Integer timeout;

    /** @throws ActionableException when an element cannot be what it says */
    SmokeTest toSmokeTest() {
        String asked = path == null ? "/" : path;
        if (!asked.startsWith("/") || asked.contains(" ")) {
            throw new ActionableException(
                    "<smokeTest><path> is '" + asked + "', which is no path.",
                    "Set <smokeTest><path> (-Decs.smokeTest.path) to one such as /health.");
        }
        int wanted = status == null ? OK : status;
        if (wanted < 100 || wanted > 599) {
            throw new ActionableException(
                    "<smokeTest><status> is " + wanted + ", which is no status of HTTP.",
                    "Set <smokeTest><status> (-Decs.smokeTest.status) to one such as 200.");
        }
        int seconds = timeout == null ? TIMEOUT : timeout;
        if (seconds < 1) {
            throw new ActionableException(
                    "<smokeTest><timeout> is " + seconds + ", which leaves the service no time to answer.",
                    "Set <smokeTest><timeout> (-Decs.smokeTest.timeout) to a number of seconds above 0.");
        }
        return new SmokeTest(asked, wanted, Duration.ofSeconds(seconds));
    }
}
