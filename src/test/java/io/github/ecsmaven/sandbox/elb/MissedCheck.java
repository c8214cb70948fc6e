package io.github.ecsmaven.sandbox.elb;

/**
 * Why a target did not pass a check (API reference, "TargetHealth").
 *
 * @param reason such as {@code Target.Timeout}
 * @param description in words
 */
public record MissedCheck(String reason, String description) {
    /** It answers with a status code that is none of success. */
    static MissedCheck withCode(int code) {
        return new MissedCheck("Target.ResponseCodeMismatch", "Health checks failed with these codes: [" + code + "]");
    }

    /** It takes the connection and says nothing in time. */
    static MissedCheck withoutAnswer() {
        return new MissedCheck("Target.Timeout", "Request timed out");
    }

    /** It takes no connection, or what it says is no answer. */
    public static MissedCheck failed() {
        return new MissedCheck("Target.FailedHealthChecks", "Health checks failed");
    }
}
