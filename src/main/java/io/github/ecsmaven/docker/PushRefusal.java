package io.github.ecsmaven.docker;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why a push failed, as far as the registry's sentence tells. What stands around the sentence differs from engine to engine. */
public enum PushRefusal {
    /** The credentials have expired. */
    TOKEN_EXPIRED("(authorization |security )?token (included in the request )?(has|is) expired", "expired token"),
    /** The tag exists and may not be moved. */
    TAG_IMMUTABLE("(tag|repository) is immutable", "cannot be overwritten"),
    /** The registry has no such repository. */
    REPOSITORY_MISSING(
            "does not exist in the registry", "name unknown", "name_unknown", "repository name not known to registry"),
    /** The engine has no image of that name. */
    IMAGE_MISSING("does not exist locally", "tag does not exist", "no such image"),
    /** The identity is known and may not do that. */
    FORBIDDEN("is not authorized to perform", "\\bdenied:", "requested access to the resource is denied"),
    /**
     * The registry refuses without a word. An engine that keeps images in containerd, and a BuildKit daemon, begin with HEAD requests, whose answers have no body:
     * credentials that have expired look there as rights that are missing do.
     */
    FORBIDDEN_UNEXPLAINED(
            "\\b403 forbidden",
            "error parsing http 403 response body: unexpected end of json input",
            "status from \\S+ request to \\S+: 403\\b"),
    /** No credentials, or none that count. */
    UNAUTHENTICATED("no basic auth credentials", "\\bunauthorized\\b", "\\b401\\b", "authentication required"),
    /** Too many requests. */
    THROTTLED("too ?many ?requests", "throttl", "rate exceeded", "\\b429\\b"),
    /** The registry failed. */
    SERVER(
            "\\b5\\d\\d (internal server error|bad gateway|service unavailable|gateway time-?out)",
            "status( code)?:? 5\\d\\d",
            "internal ?server ?error",
            "service unavailable"),
    /** The registry could not be reached, or the connection broke. */
    NETWORK(
            "connection reset",
            "connection refused",
            "broken pipe",
            "timeout",
            "deadline exceeded",
            "\\beof\\b",
            "no such host",
            "temporary failure in name resolution",
            "network is unreachable",
            "no route to host",
            "use of closed network connection",
            "server closed"),
    /** Nothing was heard of the push for too long. */
    STALLED,
    /** Anything else. */
    OTHER;

    private final List<Pattern> sentences;

    PushRefusal(String... sentences) {
        this.sentences = List.of(sentences).stream().map(Pattern::compile).toList();
    }

    /** What a registry's sentence means; the first that fits, in the order above. */
    static PushRefusal of(String sentence) {
        String said = sentence.toLowerCase(Locale.ROOT);
        for (PushRefusal refusal : values()) {
            if (refusal.sentences.stream()
                    .anyMatch(pattern -> pattern.matcher(said).find())) {
                return refusal;
            }
        }
        return OTHER;
    }

    /** Whether the same push may succeed in a while. */
    public boolean isPassing() {
        return this == THROTTLED || this == SERVER || this == NETWORK;
    }

    /** Whether new credentials may help. */
    public boolean isAboutCredentials() {
        return this == TOKEN_EXPIRED || this == UNAUTHENTICATED || this == FORBIDDEN_UNEXPLAINED;
    }
}
