package io.github.ecsmaven.buildkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Listings of images that the docker command has built, for machines that have none. {@code -Dlistings.update} writes them anew, and
 * never from what our own builder makes: first with the newest engine, then with the others, of which only what differs is kept.
 */
final class DifferentialListings {
    private static final Path FOLDER = Path.of("src/test/resources/buildkit/listings");

    private DifferentialListings() {}

    static boolean updating() {
        return System.getProperty("listings.update") != null;
    }

    /** What the docker command makes with an engine of that generation. */
    static String of(String build, String generation) throws IOException {
        Path own = ofGeneration(build, generation);
        return Files.readString(Files.exists(own) ? own : ofAll(build));
    }

    static void record(String build, String generation, String listing) throws IOException {
        Files.createDirectories(FOLDER);
        Path all = ofAll(build);
        if (!Files.exists(all) || Files.readString(all).equals(listing)) {
            Files.writeString(all, listing);
            Files.deleteIfExists(ofGeneration(build, generation));
        } else {
            Files.writeString(ofGeneration(build, generation), listing);
        }
    }

    private static Path ofAll(String build) {
        return FOLDER.resolve(build + ".txt");
    }

    private static Path ofGeneration(String build, String generation) {
        return FOLDER.resolve(build + "." + generation + ".txt");
    }
}
