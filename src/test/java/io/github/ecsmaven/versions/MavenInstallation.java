package io.github.ecsmaven.versions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Maven and the JDK that it runs on. */
public record MavenInstallation(Path maven, Path jdk) {
    private static final long PATIENCE_MINUTES = 5;

    /** Runs it with nothing in its environment but these variables, and waits for its end. */
    Run run(Path directory, Map<String, String> environment, Path log, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(maven.resolve("bin/mvn").toAbsolutePath().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "DOCKER_HOST", "LANG"));
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError("did not end within " + PATIENCE_MINUTES + " min: see " + log);
        }
        return Run.of(log, process.exitValue());
    }
}
