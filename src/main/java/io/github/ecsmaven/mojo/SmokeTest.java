package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
        URI question = question(url);
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(ATTEMPT)
                .followRedirects(Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        Instant end = Instant.now().plus(timeout);
        for (int attempts = 1; ; attempts++) {
            Optional<String> wrong = ask(http, question, end);
            if (wrong.isEmpty()) {
                return attempts;
            }
            if (Instant.now().plus(PAUSE).isAfter(end)) {
                throw failed(question, wrong.get());
            }
            pause();
        }
    }

    /** What was wrong with the answer; empty when it was right. */
    private Optional<String> ask(HttpClient http, URI question, Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        Duration patience = left.compareTo(ATTEMPT) < 0 ? left.plusMillis(1).abs() : ATTEMPT;
        HttpRequest request =
                HttpRequest.newBuilder(question).timeout(patience).GET().build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == status ? Optional.empty() : Optional.of(inWords(answer));
        } catch (IOException e) {
            return Optional.of("no answer (" + reason(e) + ")");
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String inWords(HttpResponse<String> answer) {
        String body = answer.body().replaceAll("\\s+", " ").strip();
        return "status " + answer.statusCode()
                + (body.isEmpty() ? "" : ": " + (body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body));
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ActionableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ActionableException(
                "Maven was interrupted while it asked whether the service answers.",
                "The service is deployed; see what runs: mvn ecs:status.",
                e);
    }

    private ActionableException failed(URI question, String wrong) {
        return new ActionableException(
                "The service is deployed, but " + question + " did not answer with status " + status + " in "
                        + Summary.inWords(timeout) + "; the last answer was " + wrong + ".",
                "See what runs (mvn ecs:status), go back to the last version (mvn ecs:rollback), or correct <smokeTest>.");
    }
}
