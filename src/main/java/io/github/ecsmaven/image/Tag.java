package io.github.ecsmaven.image;

import java.util.regex.Pattern;

/**
 * A name that a registry gives to a manifest, such as {@code 1.4.0}.
 *
 * @param value at most 128 characters of {@code [A-Za-z0-9_.-]}, the first neither {@code .} nor {@code -} (OCI distribution
 *     specification, "Pulling manifests")
 */
public record Tag(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /** @throws IllegalArgumentException when the text is not a tag */
    public Tag {
        if (!isTag(value)) {
            throw new IllegalArgumentException("not an image tag: " + value);
        }
    }

    /** Whether the text has the form of a tag. */
    public static boolean isTag(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
