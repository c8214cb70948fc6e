package io.github.ecsmaven.context;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What in a Dockerfile only BuildKit can do ("Dockerfile reference", docs.docker.com). */
public final class BuildKitNeed {
    private static final Set<String> COPYING =
            Set.of("link", "chmod", "parents", "exclude", "checksum", "keep-git-dir", "unpack");
    private static final Map<String, Set<String>> FLAGS =
            Map.of("RUN", Set.of("mount", "network", "security", "device"), "COPY", COPYING, "ADD", COPYING);

    private BuildKitNeed() {}

    /** The first construct that needs BuildKit, with its line, such as {@code RUN --mount=type=cache,… (line 4)}. */
    public static Optional<String> firstIn(Dockerfile dockerfile) {
        return dockerfile
                .syntax()
                .map(frontend -> "# syntax=" + frontend + " (line 1)")
                .or(() -> firstIn(dockerfile, Integer.MAX_VALUE));
    }

    /** The first instruction that needs BuildKit, among those that begin on that line at the latest. */
    public static Optional<String> firstIn(Dockerfile dockerfile, int lastLine) {
        return dockerfile.instructions().stream()
                .filter(instruction -> instruction.line() <= lastLine)
                .flatMap(instruction -> of(instruction).stream())
                .findFirst();
    }

    private static Optional<String> of(Instruction instruction) {
        Set<String> flags = FLAGS.getOrDefault(instruction.keyword(), Set.of());
        Optional<String> need = instruction.flags().stream()
                .filter(flag -> flags.contains(flag.replaceFirst("^--", "").replaceFirst("=.*$", "")))
                .findFirst();
        if (need.isEmpty() && instruction.hasHeredoc()) {
            need = Optional.of("<<");
        }
        if (instruction.is("FROM")) {
            need = instruction
                    .flag("platform")
                    .filter(value -> value.contains("$"))
                    .map(value -> "--platform=" + value);
        }
        return need.map(what -> instruction.keyword() + " " + what + " (line " + instruction.line() + ")");
    }
}
