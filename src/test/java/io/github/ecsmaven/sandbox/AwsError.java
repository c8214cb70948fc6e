package io.github.ecsmaven.sandbox;

import java.util.Map;

/** An answer of AWS that is not a result: HTTP status, error code such as {@code RepositoryNotFoundException}, and AWS's sentence. */
public final class AwsError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> members;

    public AwsError(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    private AwsError(int status, String code, String message, Map<String, String> members) {
        super(message);
        this.status = status;
        this.code = code;
        this.members = members;
    }

    /** The client's mistake: HTTP 400, which is what the JSON protocol answers for nearly every modelled error. */
    public static AwsError badRequest(String code, String message) {
        return new AwsError(400, code, message);
    }

    /** What AWS may well do but the sandbox does not; 501 is a status that no SDK retries. */
    public static AwsError notImplemented(String what) {
        return new AwsError(501, "NotImplementedBySandbox", "The sandbox does not implement " + what + ".");
    }

    /** The same with one member of its own, such as ECR's {@code kmsError}. */
    public AwsError with(String member, String value) {
        return new AwsError(status, code, message(), Map.of(member, value));
    }

    /** What it says besides code and sentence. */
    public Map<String, String> members() {
        return members;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** AWS's sentence. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
