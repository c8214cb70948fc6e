package io.github.ecsmaven.context;

/** Any bytes as an archive: hashed with or without the times in it, twice the same. */
public final class ArchiveHashFuzz {
    private ArchiveHashFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        byte[] archive = input.clone();
        boolean same = ArchiveHash.of(ByteWindow.of(archive), 0, archive.length, Nesting.inFile(archive.length))
                .equals(ArchiveHash.of(ByteWindow.of(archive), 0, archive.length, Nesting.inFile(archive.length)));
        if (!same || !java.util.Arrays.equals(archive, input)) {
            throw new IllegalStateException("reading it has changed it");
        }
    }
}
