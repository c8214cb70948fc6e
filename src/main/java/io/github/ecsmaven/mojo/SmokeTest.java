package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a service's URL whether it answers.
 *
 * @param path that is asked
 * @param status that it has to answer with
 * @param timeout how long it may take until it does
 */
record SmokeTest(String path, int status, Duration timeout) {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final int SHOWN = 300;
    private static final int READ = 4 * SHOWN;

    /** Where the question goes. */
    URI question(String url) {
        return URI.create(url.replaceFirst("/+$", "") + path);
    }

    /**
     * Asks until the answer is right. A redirect is an answer, so that {@code <status>} can ask for one.
     *
     * @param url where the service answers
     * @return how many times it was asked
     * @throws ActionableException when it is not in time, with what came back last
     */
    int run(String url) {
        return run(url, Sleeper.system());
    }

    int run(String url, Sleeper sleeper) {
        URI question = question(url);
        Instant end = Instant.now().plus(timeout);
        for (int attempts = 1; ; attempts++) {
            Optional<String> wrong = ask(question, end);
            if (wrong.isEmpty()) {
                return attempts;
            }
            if (Instant.now().plus(PAUSE).isAfter(end)) {
                throw failed(question, wrong.get());
            }
            pause(sleeper);
        }
    }

    /** What was wrong with the answer; empty when it was right. */
    private Optional<String> ask(URI question, Instant end) {
        try {
            // The JDK's newer client takes a fifth of a second of every Maven run to be loaded.
            HttpURLConnection connection = (HttpURLConnection) question.toURL().openConnection();
            try {
                int patience = patience(end);
                connection.setConnectTimeout(patience);
                connection.setReadTimeout(patience);
                connection.setInstanceFollowRedirects(false);
                int answered = connection.getResponseCode();
                return answered == status ? Optional.empty() : Optional.of("status " + answered + body(connection));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.of("no answer (" + reason(e) + ")");
        }
    }

    /** In milliseconds, of which 0 would be for ever. */
    private static int patience(Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        return (int) Math.max(1, Math.min(left.toMillis(), ATTEMPT.toMillis()));
    }

    /** How the answer begins, as far as it can be read. */
    private static String body(HttpURLConnection connection) {
        try (InputStream stream =
                connection.getErrorStream() == null ? connection.getInputStream() : connection.getErrorStream()) {
            String text = new String(stream.readNBytes(READ), StandardCharsets.UTF_8)
                    .replaceAll("\\s+", " ")
                    .strip();
            return text.isEmpty() ? "" : ": " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static void pause(Sleeper sleeper) {
        try {
            sleeper.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException(
                    "Maven was interrupted while it asked whether the service answers.",
                    "The service is deployed; see what runs: mvn ecs:status.",
                    e);
        }
    }

    private ActionableException failed(URI question, String wrong) {
        return new ActionableException(
                "The service is deployed, but " + question + " did not answer with status " + status + " in "
                        + Summary.inWords(timeout) + "; the last answer was " + wrong + ".",
                "See what runs (mvn ecs:status), go back to the last version (mvn ecs:rollback), or correct <smokeTest>.");
    }
}
