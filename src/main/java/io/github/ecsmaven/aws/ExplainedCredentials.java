package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Credentials whose failure is told in the user's words. It stands here and not in {@link AwsFailures} because only here profile and
 * role are known; the SDK carries the exception out as a cause.
 */
final class ExplainedCredentials implements AwsCredentialsProvider {
    private final AwsSettings settings;
    private final AwsCredentialsProvider provider;

    ExplainedCredentials(AwsSettings settings, AwsCredentialsProvider provider) {
        this.settings = settings;
        this.provider = provider;
    }

    @Override
    public software.amazon.awssdk.auth.credentials.AwsCredentials resolveCredentials() {
        try {
            return provider.resolveCredentials();
        } catch (SdkException e) {
            throw explained(e);
        }
    }

    private ActionableException explained(SdkException e) {
        if (isOfSso(e)) {
            return ssoSessionEnded(e);
        }
        if (e instanceof AwsServiceException refusal) {
            return AwsFailures.explain("get AWS credentials" + ofWhom(), refusal);
        }
        return settings.profile().isPresent() ? noProfile(settings.profile().get(), e) : none(e);
    }

    private String ofWhom() {
        return settings.roleArn().map(role -> " of role " + role).orElse("")
                + settings.profile().map(name -> " with profile '" + name + "'").orElse("");
    }

    // The SSO provider's exceptions come from packages sso and ssooidc; a missing cached token is a plain
    // SdkClientException.
    private static boolean isOfSso(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String text = (cause.getClass().getName() + " " + cause.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("awssdk.services.sso") || text.contains("sso session") || text.contains("sso token")) {
                return true;
            }
        }
        return false;
    }

    private ActionableException ssoSessionEnded(SdkException e) {
        Optional<String> name = settings.profile().or(() -> Optional.ofNullable(System.getenv("AWS_PROFILE")));
        return new ActionableException(
                "The IAM Identity Center (SSO) session"
                        + name.map(p -> " of profile '" + p + "'").orElse("") + " has ended or was never started.",
                "Run: aws sso login" + name.map(p -> " --profile " + p).orElse(""),
                e);
    }

    private static ActionableException noProfile(String name, SdkException e) {
        return new ActionableException(
                "Profile '" + name + "' gives no AWS credentials: " + AwsFailures.oneLine(e),
                "Check <profile> (-Decs.profile) against the names that 'aws configure list-profiles' prints, and the"
                        + " profile with 'aws sts get-caller-identity --profile " + name + "'.",
                e);
    }

    private static ActionableException none(SdkException e) {
        return new ActionableException(
                "No AWS credentials were found: neither in system properties, in the environment (AWS_ACCESS_KEY_ID or"
                        + " AWS_WEB_IDENTITY_TOKEN_FILE), in the default profile, nor from a container or an instance.",
                "Set <profile> (-Decs.profile), run 'aws configure' or 'aws sso login', or give the pipeline a role (on"
                        + " GitHub: aws-actions/configure-aws-credentials). What each source said follows as the cause.",
                e);
    }
}
