package com.example.greeting;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Compresses the pages while the image is built, and takes those that an earlier build has compressed from its cache. */
public final class CompressedPages {
    private CompressedPages() {}

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        Path cache = Path.of(args[1]);
        for (Path page : pages(Path.of(args[0]))) {
            byte[] text = Files.readAllBytes(page);
            Path compressed = cache.resolve(nameOf(text));
            boolean known = Files.exists(compressed);
            if (!known) {
                compress(text, compressed);
            }
            Files.copy(compressed, page.resolveSibling(page.getFileName() + ".gz"));
            System.out.println(page + ": " + (known ? "compressed by an earlier build" : "compressed"));
        }
    }

    private static List<Path> pages(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
        }
    }

    private static String nameOf(byte[] text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)) + ".gz";
    }

    private static void compress(byte[] text, Path file) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text);
        }
    }
}
