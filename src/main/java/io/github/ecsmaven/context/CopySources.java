package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code COPY} and {@code ADD} take from the build context, looked for without a builder. Only what is sure to fail counts: a source
 * with a wildcard may match nothing, and one that leads through a symbolic link, or has a variable that only the builder knows, is the
 * builder's to find.
 */
public final class CopySources {
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*://.*|git@.*|<<.*");

    private final Path directory;
    private final Path dockerfile;
    private final Set<String> entries = new HashSet<>();
    private final Set<String> links = new HashSet<>();
    private final List<String> findings = new ArrayList<>();

    private CopySources(Path directory, Path dockerfile) {
        this.directory = directory;
        this.dockerfile = dockerfile;
    }

    /**
     * Refuses a build that lacks files.
     *
     * @param buildArgs values of {@code ARG}s
     * @param target stage to build; absent for the last one
     * @throws ActionableException naming each source that the context does not have, with its line in the Dockerfile
     */
    public static void requireThere(
            Path directory, Path dockerfile, Map<String, String> buildArgs, Optional<String> target) {
        CopySources sources = new CopySources(directory, dockerfile);
        DockerfileParser parsed = sources.parse();
        sources.walk();
        for (ContextReads.Source source : ContextReads.of(parsed.instructions(), parsed.escape(), buildArgs, target)
                .sources()) {
            if (!source.instruction().is("RUN")) {
                sources.look(source.instruction(), source.path());
            }
        }
        sources.refuse();
    }

    private DockerfileParser parse() {
        Dockerfile.requireFile(dockerfile);
        try {
            return new DockerfileParser(new String(Files.readAllBytes(dockerfile), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw ReadFailure.of(dockerfile, e);
        }
    }

    private void walk() {
        try {
            BuildContext.of(directory, dockerfile).visitEntries(entry -> {
                entries.add(entry.path());
                if (entry.type() == ContextEntry.Type.SYMBOLIC_LINK) {
                    links.add(entry.path());
                }
            });
        } catch (IOException e) {
            throw ReadFailure.of(directory, e);
        }
    }

    private void look(Instruction instruction, String source) {
        boolean git = instruction.is("ADD") && source.matches(".*\\.git(#.*)?");
        if (git || ELSEWHERE.matcher(source).matches() || GlobSyntax.hasWildcard(source) || source.contains("\\")) {
            return;
        }
        String path = GoText.cleanPath("/" + source).substring(1);
        if (path.isEmpty() || entries.contains(path) || leadsThroughLink(path)) {
            return;
        }
        boolean ignored = Files.exists(directory.resolve(path));
        findings.add(source + " (" + dockerfile.getFileName() + ":" + instruction.line()
                + (ignored ? ", taken out by the ignore file)" : ")"));
    }

    private boolean leadsThroughLink(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (links.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    private void refuse() {
        if (!findings.isEmpty()) {
            throw new ActionableException(
                    dockerfile + " copies files that the build context " + directory + " does not have: "
                            + String.join(", ", findings) + ".",
                    "Make them first (mvn package ecs:plan -Decs.build.skip makes what Maven makes), or correct the"
                            + " Dockerfile or its ignore file.");
        }
    }
}
