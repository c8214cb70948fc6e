package io.github.ecsmaven.aws;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS's sentence about a missing permission, taken apart: "User: X is not authorized to perform: Y on resource: Z because W" (IAM
 * user guide, "Troubleshoot access denied error messages").
 *
 * @param identity ARN of the user or role session
 * @param action IAM action, such as {@code ecr:CreateRepository}
 * @param resource ARN, where AWS names it
 * @param reason why, in AWS's words, where it says
 */
record AccessDenial(String identity, String action, Optional<String> resource, Optional<String> reason) {
    private static final Pattern SENTENCE =
            Pattern.compile("User: (?<identity>\\S+) is not authorized to perform: (?<action>[\\w-]+:\\w+)"
                    + "(?: on resource: (?<resource>\\S+))?(?:,? (?<reason>(?:because|with) [^\\n]+))?");

    static Optional<AccessDenial> parse(String message) {
        Matcher matcher = SENTENCE.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(new AccessDenial(
                matcher.group("identity"),
                matcher.group("action"),
                Optional.ofNullable(matcher.group("resource")).map(AccessDenial::withoutQuotes),
                Optional.ofNullable(matcher.group("reason")).map(AccessDenial::firstSentence)));
    }

    private static String withoutQuotes(String resource) {
        return resource.replaceAll("^[\"']|[\"'.,]+$", "");
    }

    private static String firstSentence(String reason) {
        return reason.replaceFirst("\\s*\\(Service: .*", "").replaceFirst("[.\\s]+$", "");
    }

    /** Whether a statement forbids it, so that allowing it elsewhere does not help. */
    boolean isExplicit() {
        return reason.filter(text -> text.toLowerCase(Locale.ROOT).contains("explicit deny"))
                .isPresent();
    }

    String statement() {
        return "{\"Effect\": \"Allow\", \"Action\": \"" + action + "\", \"Resource\": \"" + resource.orElse("*")
                + "\"}";
    }
}
