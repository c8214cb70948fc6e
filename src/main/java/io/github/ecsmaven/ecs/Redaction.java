package io.github.ecsmaven.ecs;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/**
 * Takes secrets out of what containers wrote before it reaches a build log: the values of variables whose names sound secret, and what
 * looks like a credential. What a container got from a secret store is unknown here, so only its look can give it away.
 */
final class Redaction {
    private static final String HIDDEN = "***";
    private static final int SHORTEST_VALUE = 4;
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(pass(word|wd|phrase)?|secret|token|credential|api_?key|private_?key|access_?key|auth).*");

    /** Each keeps its first group and hides the rest. */
    private static final List<Pattern> LOOKS_SECRET = List.of(
            Pattern.compile("(?i)((?:pass(?:word|wd|phrase)?|secret|token|api[-_]?key|access[-_]?key|private[-_]?key)"
                    + "[\"']?\\s*[:=]\\s*)(?:\"[^\"]*\"|'[^']*'|[^\\s,;&\"']+)"),
            Pattern.compile("(?i)(\\b(?:bearer|basic)\\s+)[A-Za-z0-9+/._~=-]{8,}"),
            Pattern.compile("(\\b[a-z][a-z0-9+.-]*://[^\\s/:@]*:)[^\\s/@]+(?=@)"),
            Pattern.compile("()\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            Pattern.compile("()\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*"),
            Pattern.compile("()-----BEGIN [A-Z ]*PRIVATE KEY-----.*"));

    private final List<String> values;

    private Redaction(List<String> values) {
        this.values = values;
    }

    static Redaction of(List<ContainerDefinition> containers) {
        Stream<KeyValuePair> variables = containers.stream().flatMap(container -> container.environment().stream());
        return new Redaction(variables
                .filter(variable -> variable.name() != null && isSecretName(variable.name()))
                .map(KeyValuePair::value)
                .filter(value -> value != null && value.length() >= SHORTEST_VALUE)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** Whether a variable of that name is likely to hold a secret. */
    static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    String clean(String line) {
        String cleaned = line;
        for (String value : values) {
            cleaned = cleaned.replace(value, HIDDEN);
        }
        for (Pattern pattern : LOOKS_SECRET) {
            cleaned = pattern.matcher(cleaned).replaceAll("$1" + HIDDEN.replace("*", "\\*"));
        }
        return withoutControls(cleaned);
    }

    /** Colours and cursor movements of an application would act on the reader's terminal. */
    private static String withoutControls(String line) {
        return line.replaceAll("\u001b\\[[0-?]*[ -/]*[@-~]", "").replaceAll("[\\p{Cntrl}&&[^\t]]", "");
    }
}
