package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a build sends to the engine: the files below the context directory, less those that the ignore file takes out.
 *
 * <p>The ignore file is {@code <Dockerfile>.dockerignore} beside the Dockerfile, else {@code .dockerignore} in the context directory. Its
 * patterns mean what they mean to Docker (moby/patternmatcher); as in BuildKit, a pattern with {@code !} takes files back out of any
 * ignored directory, which is then sent too.
 *
 * <p>The Dockerfile may be ignored, or lie outside the context, and is used all the same.
 */
public final class BuildContext {
    private static final String IGNORE_FILE = ".dockerignore";

    private final Path directory;
    private final IgnoreRules rules;
    private final BuildFiles buildFiles;

    private BuildContext(Path directory, IgnoreRules rules, BuildFiles buildFiles) {
        this.directory = directory;
        this.rules = rules;
        this.buildFiles = buildFiles;
    }

    /**
     * Reads the ignore file, and nothing else of the context yet.
     *
     * @param contextDirectory root of the context
     * @param dockerfile the Dockerfile, inside the context or not; not taken as relative to the context
     * @throws ActionableException when the directory or the Dockerfile does not exist or is of another kind, or the ignore file cannot be
     *     read or has a malformed pattern
     */
    public static BuildContext of(Path contextDirectory, Path dockerfile) {
        requireDirectory(contextDirectory);
        Dockerfile.requireFile(dockerfile);
        IgnoreRules rules =
                ignoreFile(contextDirectory, dockerfile).map(IgnoreRules::read).orElse(IgnoreRules.NONE);
        try {
            Path directory = contextDirectory.toRealPath();
            return new BuildContext(directory, rules, BuildFiles.of(directory, dockerfile.toRealPath(), rules));
        } catch (IOException e) {
            throw ReadFailure.of(dockerfile, e);
        }
    }

    private static void requireDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new ActionableException(
                    "The build context " + directory
                            + (Files.exists(directory) ? " is not a directory." : " does not exist."),
                    "Set <contextDirectory> (-Decs.contextDirectory) to the directory that the Dockerfile copies from.");
        }
    }

    private static Optional<Path> ignoreFile(Path contextDirectory, Path dockerfile) {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + IGNORE_FILE);
        Path shared = contextDirectory.resolve(IGNORE_FILE);
        return Optional.of(own).filter(Files::exists).or(() -> Optional.of(shared)
                .filter(Files::exists));
    }

    /**
     * The name to give to the engine as {@code dockerfile}, with {@code /} between its parts: the Dockerfile's path in the context, or
     * where it is ignored or lies outside, {@code .dockerfile.} and a part of its content's SHA-256, a name that nothing else in the
     * context has. Links on the way to the Dockerfile are followed first, as the docker command line does.
     */
    public String dockerfileName() {
        return buildFiles.dockerfileName();
    }

    /**
     * Writes the context as a plain tar stream, and leaves the stream open. Every call walks the directory anew.
     *
     * <p>Entries have their mode, their time in whole seconds, and root as owner; symbolic links are sent as links, further names of a
     * file as hard links, sockets not at all. A file that grows meanwhile is sent with the length it had. A Dockerfile that is not
     * among the entries is added under {@link #dockerfileName()}, together with a {@code .dockerignore} that names it, so that the
     * engine takes both out of what {@code COPY} sees; where the context itself has a {@code .dockerignore} to send, that one gets the
     * line. This is what the docker command line does with a Dockerfile from outside.
     *
     * @throws ActionableException when a file cannot be read, or disappears or shrinks while it is being sent, naming it
     * @throws IOException when {@code out} cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        ContextTar tar = new ContextTar(out);
        visitEntries(entry -> {
            if (!buildFiles.replace(entry.path())) {
                tar.visit(entry);
            }
        });
        buildFiles.addTo(tar);
        tar.finish();
    }

    /**
     * Shows the entries of the context but for sockets, without what {@link #writeTo} adds, a directory before what is in it and siblings in the order
     * of their names' bytes in UTF-8.
     *
     * @throws ActionableException when a directory or the attributes of a file cannot be read
     * @throws IOException when the visitor throws it
     */
    public void visitEntries(EntryVisitor visitor) throws IOException {
        visitEntries(ContextScope.WHOLE, visitor);
    }

    /**
     * Shows those of them that are in a scope, and the directories on the way to them.
     *
     * @throws ActionableException when a directory or the attributes of a file cannot be read
     * @throws IOException when the visitor throws it
     */
    public void visitEntries(ContextScope scope, EntryVisitor visitor) throws IOException {
        ContextWalk.walk(directory, selection(scope), entry -> {
            if (entry.type() != ContextEntry.Type.SOCKET) {
                visitor.visit(entry);
            }
        });
    }

    private PathSelection selection(ContextScope scope) {
        try {
            return scope.selection(directory, rules);
        } catch (IOException e) {
            throw ReadFailure.of(directory, e);
        }
    }
}
