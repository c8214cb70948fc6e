package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Any bytes as a .dockerignore, then a NUL and a path: a verdict, or a refusal in our own words. */
public final class IgnoreFileFuzz {
    private static final Path FILE = Path.of(".dockerignore");

    private IgnoreFileFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        String path = end < 0 ? "target/classes/App.class" : text.substring(end + 1);
        String rules = end < 0 ? text : text.substring(0, end);
        try {
            IgnoreRules read = IgnoreRules.parse(rules.getBytes(StandardCharsets.UTF_8), FILE);
            read.ignore(path);
            read.mayTakeBackBelow(path);
            read.mayMatchBelow(path);
        } catch (ActionableException refused) {
            return;
        }
    }
}
