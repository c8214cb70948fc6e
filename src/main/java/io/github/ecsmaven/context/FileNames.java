package io.github.ecsmaven.context;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Names of files as Docker knows them: bytes of UTF-8, whatever the locale of the JVM. In the C locale of many a CI container
 * {@link Path#toString()} turns every byte outside ASCII into a replacement character; {@link Path#toUri()} keeps them all.
 */
final class FileNames {
    /** Whether a path's text may lack what its bytes have. */
    static final boolean LOSSY = File.separatorChar == '/' && !"UTF-8".equals(System.getProperty("sun.jnu.encoding"));

    private FileNames() {}

    /** The last name of a path. */
    static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!LOSSY || isAscii(name)) {
            return name;
        }
        String whole = withoutTrailingSlash(text(file));
        return whole.substring(whole.lastIndexOf('/') + 1);
    }

    /** The path of a file in a folder by its name, or empty when the JVM's locale cannot write it and there is no such file. */
    static Optional<Path> find(Path folder, String path) throws IOException {
        Path found = folder;
        for (String name : path.split("/", -1)) {
            Optional<Path> next = LOSSY && !isAscii(name) ? listed(found, name) : Optional.of(found.resolve(name));
            if (next.isEmpty()) {
                return next;
            }
            found = next.get();
        }
        return Optional.of(found);
    }

    private static Optional<Path> listed(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            return StreamSupport.stream(files.spliterator(), false)
                    .filter(file -> nameOf(file).equals(name))
                    .findFirst();
        }
    }

    /** The whole text of a symbolic link's target. */
    static String targetOf(Path target) {
        String text = target.toString();
        if (LOSSY && !isAscii(text)) {
            String whole = withoutTrailingSlash(text(target));
            text = target.isAbsolute()
                    ? whole
                    : whole.substring(withoutTrailingSlash(text(Path.of(""))).length() + 1);
        }
        return withSlashes(text, target);
    }

    /** A text with slashes where the system of a file has others. */
    static String withSlashes(String text, Path file) {
        String separator = file.getFileSystem().getSeparator();
        return separator.equals("/") ? text : text.replace(separator, "/");
    }

    /** The order of the bytes of UTF-8, in which Docker sorts names; that of {@link String} differs above U+FFFF. */
    static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                return Character.isSurrogate(l) == Character.isSurrogate(r) ? l - r : Character.isSurrogate(l) ? 1 : -1;
            }
        }
        return left.length() - right.length();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String withoutTrailingSlash(String text) {
        return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String text(Path file) {
        String escaped = file.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
