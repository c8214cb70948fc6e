package io.github.ecsmaven.sandbox;

/** An answer of AWS that is not a result: HTTP status, error code such as {@code RepositoryNotFoundException}, and AWS's sentence. */
public final class AwsError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The client's mistake: HTTP 400, which is what the JSON protocol answers for nearly every modelled error. */
    public static AwsError badRequest(String code, String message) {
        return new AwsError(400, code, message);
    }

    /** What AWS may well do but the sandbox does not; 501 is a status that no SDK retries. */
    public static AwsError notImplemented(String what) {
        return new AwsError(501, "NotImplementedBySandbox", "The sandbox does not implement " + what + ".");
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
