package io.github.ecsmaven.image;

import java.util.regex.Pattern;

/**
 * The content address of a manifest, configuration or layer, such as {@code sha256:9f86d0…}.
 *
 * @param value algorithm, colon and lower-case hexadecimal digits (OCI image specification, "Digests")
 */
public record Digest(String value) {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
    private static final int SHORT_HEX = 12;

    /** @throws IllegalArgumentException when the text is not a digest */
    public Digest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a digest: " + value);
        }
    }

    /** Whether the text has the form of a digest. */
    public static boolean isDigest(String text) {
        return FORM.matcher(text).matches();
    }

    /** The first twelve hexadecimal digits, as Docker shortens an id. */
    public String abbreviated() {
        int colon = value.indexOf(':');
        return value.substring(colon + 1, colon + 1 + SHORT_HEX);
    }

    @Override
    public String toString() {
        return value;
    }
}
