package io.github.ecsmaven.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.JsonText;
import io.github.ecsmaven.image.RegistryCredentials;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code docker-credential-<name> get}: the server's address on its standard input, a JSON object with {@code Username} and
 * {@code Secret} on its standard output (docker-credential-helpers, "Development").
 */
final class CredentialHelper {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** What helpers print when they know nothing of a server; the sentences are part of their protocol. */
    private static final List<String> NOT_FOUND =
            List.of("credentials not found in native keychain", "no credentials server URL", "no credentials username");

    private final DockerSettings settings;
    private final Duration timeout;

    CredentialHelper(DockerSettings settings) {
        this(settings, TIMEOUT);
    }

    CredentialHelper(DockerSettings settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
    }

    /**
     * Asks a helper.
     *
     * @param name what follows {@code docker-credential-} in the helper's name
     * @param server the server's address as config.json spells it
     * @throws ActionableException when the helper is missing, fails, answers nonsense or does not answer within a minute
     */
    Optional<RegistryCredentials> get(String name, String server) {
        String program = "docker-credential-" + name;
        Answer answer = run(program, executable(program), server);
        if (answer.status() != 0) {
            if (NOT_FOUND.stream().anyMatch(answer.everything()::contains)) {
                return Optional.empty();
            }
            throw failed(program, server, "it ended with status " + answer.status() + answer.firstLine());
        }
        return parse(program, server, answer.output());
    }

    private static Optional<RegistryCredentials> parse(String program, String server, String output) {
        try {
            JsonNode json = JsonText.read(output);
            String username = json.path("Username").asText("");
            String secret = json.path("Secret").asText("");
            boolean none = username.isEmpty() && secret.isEmpty();
            return none ? Optional.empty() : Optional.of(new RegistryCredentials(username, secret));
        } catch (JsonProcessingException e) {
            // Neither output nor cause: both may hold the secret.
            throw failed(program, server, "its answer is not JSON");
        }
    }

    private Answer run(String program, Path executable, String server) {
        try {
            return run(program, command(executable), server);
        } catch (IOException e) {
            throw failed(program, server, "it cannot be run (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(program, server, "this build was interrupted while it ran");
        }
    }

    private Answer run(String program, ProcessBuilder command, String server) throws IOException, InterruptedException {
        Process process = command.start();
        try {
            ProcessOutput output = ProcessOutput.of(process.getInputStream());
            ProcessOutput errors = ProcessOutput.of(process.getErrorStream());
            send(server, process);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed(program, server, "it did not answer within " + timeout.toSeconds() + " seconds");
            }
            return new Answer(process.exitValue(), output.text(), errors.text());
        } finally {
            process.destroyForcibly();
        }
    }

    private static void send(String server, Process process) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A helper that ends without reading breaks the pipe; its status says more than that.
            return;
        }
    }

    private ProcessBuilder command(Path executable) {
        ProcessBuilder command = new ProcessBuilder(executable.toString(), "get");
        command.environment().clear();
        command.environment().putAll(settings.environment());
        return command;
    }

    private Path executable(String program) {
        if (program.contains("/") || program.contains("\\")) {
            throw missing(program);
        }
        return searchPath().stream()
                .flatMap(directory -> List.of(program, program + ".exe", program + ".cmd").stream()
                        .map(directory::resolve))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> missing(program));
    }

    private List<Path> searchPath() {
        // Windows spells it Path.
        return settings.environment().entrySet().stream()
                .filter(variable -> variable.getKey().equalsIgnoreCase("PATH"))
                .map(Map.Entry::getValue)
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
                .filter(directory -> !directory.isBlank())
                .map(Path::of)
                .toList();
    }

    private static ActionableException missing(String program) {
        return new ActionableException(
                "The credential helper " + program + ", which Docker's config.json names, is not on the PATH.",
                "Install it, or take it out of \"credsStore\" or \"credHelpers\" in config.json and run docker login again.");
    }

    private static ActionableException failed(String program, String server, String why) {
        return new ActionableException(
                "The credential helper " + program + " gave no credentials for " + server + ": " + why + ".",
                "Try it: echo " + server + " | " + program + " get");
    }

    private record Answer(int status, String output, String errors) {
        String everything() {
            return output + errors;
        }

        /** What a failed helper says, shortened; helpers report errors on either stream. */
        String firstLine() {
            String said = output.isBlank() || output.stripLeading().startsWith("{") ? errors : output;
            return said.lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .map(line -> ": " + line.strip())
                    .orElse("");
        }

        @Override
        public String toString() {
            return "Answer[status=" + status + "]";
        }
    }
}
