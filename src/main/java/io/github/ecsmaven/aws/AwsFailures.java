package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.iam.AccessDenial;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the AWS SDK throws into what the user can do. */
public final class AwsFailures {
    private static final Set<String> DENIED = Set.of(
            "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized", "AuthorizationError");
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "ExpiredSessionToken");
    private static final Set<String> NOT_KNOWN = Set.of(
            "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "MissingAuthenticationToken");
    private static final Set<String> BAD_SIGNATURE = Set.of(
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "IncompleteSignatureException");

    private AwsFailures() {}

    /**
     * Explains a failure of any AWS service.
     *
     * @param doing what was tried to which thing, such as {@code create ECR repository 'shop'}
     * @param e what the SDK threw
     */
    public static ActionableException explain(String doing, SdkException e) {
        String failed = "Could not " + doing + ": ";
        ActionableException known = find(ActionableException.class, e);
        if (known != null) {
            return new ActionableException(failed + known.problem(), known.remedy(), e);
        }
        return e instanceof AwsServiceException refusal ? refused(failed, refusal) : unreached(failed, e);
    }

    /** Whether the identity lacks a permission. */
    public static boolean isAccessDenied(SdkException e) {
        return e instanceof AwsServiceException refusal
                && (DENIED.contains(code(refusal))
                        || AccessDenial.parse(sentence(refusal)).isPresent());
    }

    /** Whether something failed because the identity lacks a permission. */
    public static boolean isAccessDenied(ActionableException e) {
        return e.getCause() instanceof SdkException cause && isAccessDenied(cause);
    }

    /** What to do about a missing permission that a sentence of AWS names; empty when it names none. */
    public static Optional<String> remedyOfDenial(String sentence) {
        return AccessDenial.parse(sentence).map(AccessDenial::remedy);
    }

    /** Whether the credentials' time is over. */
    public static boolean isExpired(SdkException e) {
        return e instanceof AwsServiceException refusal && EXPIRED.contains(code(refusal));
    }

    /** AWS's code of a failure, such as {@code RepositoryNotFoundException}, or empty text when it gave none. */
    public static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }

    /** AWS's own sentence, without the service, status and request id that the SDK adds. */
    public static String sentence(AwsServiceException e) {
        String said = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
        return said == null || said.isBlank() ? oneLine(e) : said.strip();
    }

    static String oneLine(RuntimeException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.replaceAll("\\s*\\R\\s*", " ").replaceFirst("\\s*\\(SDK Attempt Count: \\d+\\)", "");
    }

    private static ActionableException refused(String failed, AwsServiceException e) {
        String code = code(e);
        if (isAccessDenied(e)) {
            return denied(failed, e);
        }
        if (e.isThrottlingException()) {
            return throttled(failed, e);
        }
        if (EXPIRED.contains(code)) {
            return new ActionableException(
                    failed + "the AWS credentials have expired.",
                    "Get new ones: aws sso login, or start the pipeline's job again; for long waits give the role a"
                            + " longer session (its MaxSessionDuration) or use <roleArn>, which renews itself.",
                    e);
        }
        return isClockSkew(e) ? clockSkew(failed, e) : notRecognised(failed, code, e);
    }

    // A clock that is off has the code of a wrong secret; AWS's sentence and the SDK's look at the answer's date tell
    // them apart.
    private static boolean isClockSkew(AwsServiceException e) {
        return e.isClockSkewException() || sentence(e).matches("Signature (expired|not yet current):.*");
    }

    private static ActionableException notRecognised(String failed, String code, AwsServiceException e) {
        if (NOT_KNOWN.contains(code)) {
            return new ActionableException(
                    failed + "AWS does not know these credentials. " + sentence(e),
                    "Check that the access key exists and is active, that a temporary one came with its"
                            + " AWS_SESSION_TOKEN, and that the region is enabled for the account.",
                    e);
        }
        if (BAD_SIGNATURE.contains(code)) {
            return new ActionableException(
                    failed + "the signature does not fit the access key.",
                    "The secret access key is wrong or cut off: set it again (aws configure).",
                    e);
        }
        if (code.isEmpty() && e.statusCode() < 500) {
            return garbled(failed + "HTTP " + e.statusCode() + " came, with no reason that AWS would give.", e);
        }
        return new ActionableException(
                failed + sentence(e) + " (" + (code.isEmpty() ? "HTTP " + e.statusCode() : code) + ")",
                e.statusCode() >= 500
                        ? "AWS has a problem; try again, and see https://health.aws.amazon.com. Request id: "
                                + e.requestId()
                        : "AWS's sentence says what it does not accept. Request id for AWS support: " + e.requestId(),
                e);
    }

    private static ActionableException denied(String failed, AwsServiceException e) {
        Optional<AccessDenial> denial = AccessDenial.parse(sentence(e));
        if (denial.isPresent()) {
            return denied(failed, denial.get(), e);
        }
        Optional<String> encoded = AccessDenial.encoded(sentence(e));
        if (encoded.isPresent()) {
            return new ActionableException(
                    failed + "AWS denies access, and says what is missing to those only who may read it.",
                    "Read it with sts:DecodeAuthorizationMessage: aws sts decode-authorization-message"
                            + " --encoded-message " + encoded.get(),
                    e);
        }
        return new ActionableException(
                failed + "AWS denies access. " + sentence(e),
                "Allow it to the identity that 'aws sts get-caller-identity' prints, or deploy with another one"
                        + " (<profile>, <roleArn>); mvn ecs:iam-policy prints all that this project needs.",
                e);
    }

    private static ActionableException denied(String failed, AccessDenial denial, AwsServiceException e) {
        return new ActionableException(failed + denial.sentence() + ".", denial.remedy(), e);
    }

    private static ActionableException throttled(String failed, AwsServiceException e) {
        return new ActionableException(
                failed + "AWS throttles this account's calls, and still did after " + e.numAttempts() + " attempts.",
                "Try again in a few minutes, or run fewer deployments of the account at a time.",
                e);
    }

    private static ActionableException clockSkew(String failed, SdkException e) {
        return new ActionableException(
                failed + "this machine's clock differs too much from AWS's.",
                "Set the clock (NTP); in a virtual machine or WSL it may stand still while the host sleeps.",
                e);
    }

    private static ActionableException unreached(String failed, SdkException e) {
        UnknownHostException unknown = find(UnknownHostException.class, e);
        if (unknown != null) {
            return new ActionableException(
                    failed + "there is no host " + unknown.getMessage() + ".",
                    "Check the region (<region>, -Decs.region), <endpoint> and AWS_ENDPOINT_URL, the network, and"
                            + " whether a proxy is needed (<proxies> in settings.xml).",
                    e);
        }
        if (find(SSLException.class, e) != null) {
            return new ActionableException(
                    failed + "the TLS connection failed: " + oneLine(e),
                    "Where a proxy replaces certificates, add its CA to the JVM's trust store"
                            + " (MAVEN_OPTS=-Djavax.net.ssl.trustStore=…).",
                    e);
        }
        if (isGarbled(e)) {
            return garbled(failed + "the answer is cut off, or none that AWS gives.", e);
        }
        if (isOfTheNetwork(e)) {
            return new ActionableException(
                    failed + "AWS does not answer: " + oneLine(e),
                    "Check the network, <endpoint> and AWS_ENDPOINT_URL, and whether a proxy is needed (<proxies> in"
                            + " settings.xml).",
                    e);
        }
        return new ActionableException(failed + oneLine(e), "Run Maven with -e to see where the AWS SDK gave up.", e);
    }

    /** Whether an answer came that is cut off, or none of AWS. */
    static boolean isGarbled(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof SdkClientException
                && (message.startsWith("Unable to unmarshall response") || message.contains(": the answer is not "));
    }

    private static ActionableException garbled(String problem, SdkException e) {
        return new ActionableException(
                problem,
                "See whether something stands between this machine and AWS (a proxy, a firewall, a login page of the"
                        + " network) or <endpoint> leads elsewhere, then run Maven again.",
                e);
    }

    private static boolean isOfTheNetwork(SdkException e) {
        return e instanceof ApiCallTimeoutException
                || e instanceof ApiCallAttemptTimeoutException
                || find(SocketException.class, e) != null
                || find(SocketTimeoutException.class, e) != null
                || find(EOFException.class, e) != null;
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
