package io.github.ecsmaven.context;

import java.util.Locale;
import java.util.Optional;

/**
 * The value of a flag {@code RUN --mount} (Dockerfile reference, "RUN --mount").
 *
 * @param type its type in lower case, {@code bind} where it names none
 * @param from the image, stage or context that it takes something of; empty for the build context
 * @param source what it takes of that; nothing for all
 * @param plain whether it can be read so, without the quotes of a field of CSV
 */
record RunMount(String type, Optional<String> from, String source, boolean plain) {
    static RunMount of(String value) {
        String type = "bind";
        String from = "";
        String source = "";
        for (String option : value.split(",", -1)) {
            String text = option.substring(option.indexOf('=') + 1);
            switch (option.replaceFirst("=.*", "").toLowerCase(Locale.ROOT)) {
                case "type" -> type = text.toLowerCase(Locale.ROOT);
                case "from" -> from = text;
                case "source", "src" -> source = text;
                default -> {
                    // Where it is mounted, and how.
                }
            }
        }
        return new RunMount(type, Optional.of(from).filter(name -> !name.isEmpty()), source, !value.contains("\""));
    }
}
