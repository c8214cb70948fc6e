package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a repository within its registry, such as {@code team/shop}.
 *
 * @param value 2 to 256 characters: lower-case letters and digits, single {@code . _ -} between them, {@code /} between parts (ECR API
 *     reference, CreateRepository)
 */
public record RepositoryName(String value) {
    private static final int MIN = 2;
    private static final int MAX = 256;
    private static final String PART = "[a-z0-9]+(?:[._-][a-z0-9]+)*";
    private static final Pattern FORM = Pattern.compile("(?:" + PART + "/)*" + PART);

    /** @throws ActionableException when ECR would refuse the name; it says why */
    public RepositoryName {
        String reason = reasonAgainst(value);
        if (!reason.isEmpty()) {
            throw new ActionableException(
                    "'" + value + "' cannot be the name of an ECR repository: " + reason + ".",
                    "Set <repository> or -Decs.repository to a name such as team/shop.");
        }
    }

    /**
     * The name for an artifact whose user named none: in lower case, each run of characters that ECR does not take there reduced to
     * its first separator, so that {@code Shop..Api} is {@code shop.api}. The same artifact always gets the same name.
     *
     * @throws ActionableException when too little of it is left
     */
    public static RepositoryName fromArtifactId(String artifactId) {
        String mapped = artifactId
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("([._-])[._-]+", "$1")
                .replaceAll("^[._-]+|[._-]+$", "");
        return new RepositoryName(mapped);
    }

    private static String reasonAgainst(String name) {
        if (name.length() < MIN || name.length() > MAX) {
            return "it has " + name.length() + " characters, and " + MIN + " to " + MAX + " are allowed";
        }
        if (FORM.matcher(name).matches()) {
            return "";
        }
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            return "it has capital letters";
        }
        return name.contains(":")
                ? "it has a ':' (tags belong in <tags>)"
                : "only lower-case letters, digits, single '.', '_' or '-' between them, and '/' between parts are allowed";
    }

    @Override
    public String toString() {
        return value;
    }
}
