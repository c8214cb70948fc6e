package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hashes of files that were read before, kept in a file: what has the same device, inode, length and times as then is not read again. A
 * file that was changed a moment before it was read is: a further change might leave no trace. Lost, or of another version of this
 * plugin, it is only slower. Safe for use by several threads.
 */
public final class HashMemory {
    private static final String FORMAT = "ecs-maven-plugin hashes 2";

    private final Path file;
    private final InstantSource clock;
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final Map<String, String> used = new ConcurrentHashMap<>();

    private final boolean kept;

    private HashMemory(Path file, InstantSource clock, boolean kept) {
        this.file = file;
        this.clock = clock;
        this.kept = kept;
    }

    /** What is remembered in a file; nothing when it is not there or not ours. */
    public static HashMemory in(Path file) {
        return in(file, InstantSource.system());
    }

    static HashMemory in(Path file, InstantSource clock) {
        return of(file, clock, true);
    }

    /** What is remembered in a file, to which nothing is added. */
    public static HashMemory unkept(Path file) {
        return of(file, InstantSource.system(), false);
    }

    private static HashMemory of(Path file, InstantSource clock, boolean kept) {
        HashMemory memory = new HashMemory(file, clock, kept);
        try {
            memory.read(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException notOurs) {
            memory.known.clear();
        }
        return memory;
    }

    private void read(String text) {
        String[] lines = text.split("\n");
        if (!lines[0].equals(FORMAT)) {
            return;
        }
        for (int i = 1; i < lines.length; i++) {
            int end = lines[i].lastIndexOf(' ');
            known.put(lines[i].substring(0, end), lines[i].substring(end + 1));
        }
    }

    /**
     * The hash of a file.
     *
     * @throws IOException when it cannot be read
     */
    String hash(ContextEntry entry) throws IOException {
        if (entry.version().isEmpty()) {
            return FileHash.of(entry.file());
        }
        FileVersion version = entry.version().get();
        String key = version + (FileHash.isArchive(entry.path()) ? " archive" : " bytes");
        String hash = used.getOrDefault(key, known.get(key));
        if (hash == null) {
            Instant begun = clock.instant();
            hash = FileHash.of(entry.file());
            if (!version.tellsChangesAfter(begun)) {
                return hash;
            }
        }
        used.put(key, hash);
        return hash;
    }

    /** Whether what is learned is kept in a file. */
    public boolean isKept() {
        return kept;
    }

    /**
     * Keeps what was asked for, where anything is kept, and forgets the rest.
     *
     * @throws ActionableException when the file cannot be written
     */
    public void save() {
        if (!kept || used.equals(known)) {
            return;
        }
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        new TreeMap<>(used)
                .forEach(
                        (key, hash) -> text.append(key).append(' ').append(hash).append('\n'));
        KeptFile.write(file, text);
    }
}
