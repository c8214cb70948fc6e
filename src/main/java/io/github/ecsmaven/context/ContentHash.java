package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Awaited;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Hashes what a build context brings into an image: path, kind, mode, link target and content of every entry that {@code .dockerignore}
 * leaves and the Dockerfile can take, and no times. Two contexts with the same hash make the same image from the same Dockerfile and bases.
 */
public final class ContentHash {
    private final Map<String, String> entries;

    private ContentHash(Map<String, String> entries) {
        this.entries = entries;
    }

    /**
     * Reads a context, its files in parallel.
     *
     * @param scope what of the context counts
     * @param own directories that do not count, with all that is in them
     * @param memory spares reading files that have not changed
     * @throws ActionableException when a file cannot be read, naming it
     */
    public static ContentHash of(BuildContext context, ContextScope scope, Set<Path> own, HashMemory memory) {
        return of(
                visitor -> context.visitEntries(scope, entry -> {
                    if (own.stream().noneMatch(entry.file()::startsWith)) {
                        visitor.visit(entry);
                    }
                }),
                memory);
    }

    /**
     * Reads a directory in the same way, without ignore files.
     *
     * @throws ActionableException when it does not exist, or a file cannot be read
     */
    public static ContentHash of(Path directory, Set<Path> own, HashMemory memory) {
        return of(
                visitor -> ContextWalk.walk(directory, PathSelection.without(IgnoreRules.NONE), entry -> {
                    boolean isOwn =
                            own.stream().anyMatch(entry.file().toAbsolutePath().normalize()::startsWith);
                    if (entry.type() != ContextEntry.Type.SOCKET && !isOwn) {
                        visitor.visit(entry);
                    }
                }),
                memory);
    }

    private interface Walk {
        void show(EntryVisitor visitor) throws IOException;
    }

    private static ContentHash of(Walk walk, HashMemory memory) {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), ContentHash::daemon);
        try {
            Map<String, Future<String>> hashes = new LinkedHashMap<>();
            walk.show(entry -> hashes.put(entry.path(), threads.submit(hashing(entry, memory))));
            Map<String, String> entries = new LinkedHashMap<>();
            hashes.forEach((path, hash) -> entries.put(path, Awaited.result(hash, "Reading the build context")));
            return new ContentHash(entries);
        } catch (IOException e) {
            throw new IllegalStateException("nothing here throws it", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ecs-content-hash");
        thread.setDaemon(true);
        return thread;
    }

    private static Callable<String> hashing(ContextEntry entry, HashMemory memory) {
        return () -> {
            HashInput hash = new HashInput()
                    .add(entry.type().name())
                    .add(entry.permissions())
                    .add(entry.linkTarget().orElse(""));
            entry.device().ifPresent(device -> hash.add(device.major()).add(device.minor()));
            if (entry.type() == ContextEntry.Type.FILE) {
                hash.add(content(entry, memory));
            }
            return hash.hex();
        };
    }

    private static String content(ContextEntry entry, HashMemory memory) {
        try {
            return memory.hash(entry);
        } catch (IOException e) {
            throw ReadFailure.of(entry.file(), e);
        }
    }

    /** The hash of it all, 64 hexadecimal digits. */
    public String value() {
        HashInput hash = new HashInput();
        entries.forEach((path, entry) -> hash.add(path).add(entry));
        return hash.hex();
    }

    /** Hash by path, in the order of the walk. */
    public Map<String, String> entries() {
        return new LinkedHashMap<>(entries);
    }
}
