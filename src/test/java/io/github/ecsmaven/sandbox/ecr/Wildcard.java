package io.github.ecsmaven.sandbox.ecr;

import java.util.regex.Pattern;

/** ECR's only wildcard: {@code *} for zero or more characters. */
final class Wildcard {
    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.matches(regex, text);
    }
}
