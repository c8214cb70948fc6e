package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Tag;

/** Tags from what Maven and its user call a version. */
public final class ImageTags {
    private ImageTags() {}

    /**
     * The tag for a version: each character that a tag cannot have becomes {@code -}, so that the semantic version
     * {@code 1.0.0+build.5} is {@code 1.0.0-build.5}.
     *
     * @throws ActionableException when no tag can be made of it
     */
    public static Tag fromVersion(String version) {
        String mapped = version.replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[.-]+", "");
        if (!Tag.isTag(mapped)) {
            throw refusal(version, "The version");
        }
        return new Tag(mapped);
    }

    /**
     * A tag that the user wrote, as it is.
     *
     * @throws ActionableException when it is none; it says why
     */
    public static Tag given(String text) {
        if (!Tag.isTag(text)) {
            throw refusal(text, "<tags>:");
        }
        return new Tag(text);
    }

    private static ActionableException refusal(String text, String what) {
        return new ActionableException(
                what + " '" + text + "' cannot be an image tag: " + reasonAgainst(text) + ".",
                "Set <tags><tag>…</tag></tags> or -Decs.tags to at most 128 letters, digits, '_', '.' and '-', the first"
                        + " neither '.' nor '-'.");
    }

    private static String reasonAgainst(String text) {
        if (text.isEmpty()) {
            return "it is empty";
        }
        if (text.length() > 128) {
            return "it has " + text.length() + " characters, and 128 are allowed";
        }
        if (text.startsWith(".") || text.startsWith("-")) {
            return "it begins with '" + text.charAt(0) + "'";
        }
        return text.contains("+")
                ? "registries do not take the '+' of semantic versions (write '-')"
                : "it has characters other than letters, digits, '_', '.' and '-'";
    }
}
