package io.github.ecsmaven.release;

import io.github.ecsmaven.KeptFile;
import io.github.ecsmaven.context.BuildContext;
import io.github.ecsmaven.context.ContentHash;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContextScope;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.context.HashMemory;
import io.github.ecsmaven.image.ImageBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that decide the image of a build: Dockerfile, context, further contexts. */
public final class ContentFiles {
    static final String IMAGE_CONTEXT = "docker-image://";

    private final ImageBuild request;
    private final boolean buildKit;
    private final Set<Path> ownFiles;
    private final HashMemory memory;
    private @Nullable Hashes ahead;

    private record Hashes(String dockerfile, Map<String, String> context, Map<String, String> contexts) {}

    private ContentFiles(ImageBuild request, boolean buildKit, Set<Path> ownFiles, HashMemory memory) {
        this.request = request;
        this.buildKit = buildKit;
        this.ownFiles = ownFiles;
        this.memory = memory;
    }

    /**
     * @param buildKit whether BuildKit builds, as far as that is known, which reads what it needs of the context; the classic builder has it
     *     all
     * @param ownFiles directories of files that the plugin itself writes, which decide nothing; the module's own first
     * @param memory spares reading files that have not changed; where it is not kept, nothing is written at all
     */
    public ContentFiles(ImageBuild request, boolean buildKit, List<Path> ownFiles, HashMemory memory) {
        this(request, buildKit, existing(ownFiles, memory.isKept()), memory);
    }

    /** It is there after the build, so it is to be there before: a directory that appears is a change. */
    private static Set<Path> existing(List<Path> directories, boolean made) {
        Set<Path> existing = new LinkedHashSet<>();
        Path own = directories.get(0);
        try {
            if (made) {
                Files.createDirectories(own);
            }
            for (Path directory : directories) {
                existing.add(Files.isDirectory(directory) ? directory.toRealPath() : directory.toAbsolutePath());
            }
        } catch (IOException e) {
            throw KeptFile.failed(own, "made", e);
        }
        return existing;
    }

    /** The same for a builder that has all of the context. */
    ContentFiles ofWholeContext() {
        return new ContentFiles(request, false, ownFiles, memory);
    }

    /**
     * Reads them now and not when they are asked for the first time, which is for callers that have to wait anyway. Nothing is read for a
     * build that is asked to be made in any case.
     *
     * @throws io.github.ecsmaven.ActionableException when one cannot be read
     */
    public void readAhead() {
        if (ContentReader.askedToBuild(request).isEmpty()) {
            ahead = read();
        }
    }

    /** Adds what they are now, or were a moment ago when they were read ahead. */
    void addTo(ContentKey.Builder key) {
        Hashes hashes = ahead == null ? read() : ahead;
        ahead = null;
        key.add(Kind.DOCKERFILE, "", hashes.dockerfile());
        key.addAll(Kind.CONTEXT, hashes.context());
        key.addAll(Kind.BUILD_CONTEXT, hashes.contexts());
    }

    /** Keeps what spares reading them the next time. */
    void remember() {
        memory.save();
    }

    private Hashes read() {
        Dockerfile dockerfile = Dockerfile.read(request.dockerfile());
        ContextScope scope = scope(dockerfile);
        BuildContext context = BuildContext.of(request.contextDirectory(), request.dockerfile());
        Map<String, String> contexts = new LinkedHashMap<>();
        request.options().buildContexts().forEach((name, source) -> contexts.put(name, hash(source)));
        Map<String, String> entries =
                ContentHash.of(context, scope, ownFiles, memory).entries();
        return new Hashes(dockerfile.hash(), entries, contexts);
    }

    /** What of the context decides the image, as the Dockerfile is now. */
    ContextScope scope() {
        return scope(Dockerfile.read(request.dockerfile()));
    }

    private ContextScope scope(Dockerfile dockerfile) {
        return buildKit ? dockerfile.contextScope(request.buildArgs(), request.target()) : ContextScope.WHOLE;
    }

    private String hash(String source) {
        boolean isDirectory = !source.startsWith(IMAGE_CONTEXT) && !ContentReader.isElsewhere(source);
        return isDirectory ? ContentHash.of(Path.of(source), ownFiles, memory).value() : source;
    }
}
