package io.github.ecsmaven.image;

import java.util.Locale;

/**
 * What an image runs on, in Go's words as Docker uses them: {@code linux/amd64}, {@code linux/arm64}, {@code linux/arm/v7}.
 *
 * @param os operating system, such as {@code linux}
 * @param architecture processor architecture, such as {@code amd64}
 * @param variant variant of the architecture, such as {@code v7}, or empty
 */
public record Platform(String os, String architecture, String variant) {

    /**
     * Reads {@code os/architecture[/variant]}; common other names of an architecture become Go's ({@code x86_64} and
     * {@code aarch64} are {@code amd64} and {@code arm64}, whose variant {@code v8} is left out, as containerd normalises them).
     *
     * @throws IllegalArgumentException when the text is not a platform
     */
    public static Platform parse(String text) {
        String[] parts = text.trim().toLowerCase(Locale.ROOT).split("/", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException(
                    "not a platform: '" + text + "' (write os/architecture, such as linux/arm64)");
        }
        for (String part : parts) {
            if (part.isBlank()) {
                throw new IllegalArgumentException(
                        "not a platform: '" + text + "' (write os/architecture, such as linux/arm64)");
            }
        }
        return of(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** A platform of its parts, with the architecture under Go's name. */
    public static Platform of(String os, String architecture, String variant) {
        String goArchitecture =
                switch (architecture.toLowerCase(Locale.ROOT)) {
                    case "x86_64", "x86-64" -> "amd64";
                    case "aarch64" -> "arm64";
                    default -> architecture.toLowerCase(Locale.ROOT);
                };
        boolean impliedVariant = goArchitecture.equals("arm64") && variant.equals("v8");
        return new Platform(os.toLowerCase(Locale.ROOT), goArchitecture, impliedVariant ? "" : variant);
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
