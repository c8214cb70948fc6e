package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Credentials whose failure is told in the user's words. It stands here and not in {@link AwsFailures} because only here profile and
 * role are known; the SDK lets the exception through to whoever called the service.
 */
final class ExplainedCredentials implements AwsCredentialsProvider {
    private final AwsSettings settings;
    private final AwsCredentialsProvider provider;
    private final Supplier<Optional<SdkException>> webIdentityFailure;

    /** @param webIdentityFailure why a web identity was last refused, where one was */
    ExplainedCredentials(
            AwsSettings settings,
            AwsCredentialsProvider provider,
            Supplier<Optional<SdkException>> webIdentityFailure) {
        this.settings = settings;
        this.provider = provider;
        this.webIdentityFailure = webIdentityFailure;
    }

    @Override
    public software.amazon.awssdk.auth.credentials.AwsCredentials resolveCredentials() {
        try {
            return provider.resolveCredentials();
        } catch (SdkException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            // The providers throw the last three for files that are missing or say too little.
            throw explained(e);
        }
    }

    private ActionableException explained(RuntimeException e) {
        if (isOfSso(e)) {
            return ssoSessionEnded(e);
        }
        if (e instanceof AwsServiceException refusal) {
            return AwsFailures.explain("get AWS credentials" + ofWhom(), refusal);
        }
        if (webIdentityFailure.get().isPresent()) {
            return noRole(webIdentityFailure.get().get());
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
            if (text.contains("awssdk.services.sso")
                    || text.contains("sso session")
                    || text.contains("sso token")
                    || text.matches(".*[/\\\\]sso[/\\\\]cache[/\\\\].*")) {
                return true;
            }
        }
        return false;
    }

    private ActionableException ssoSessionEnded(RuntimeException e) {
        Optional<String> name = settings.profile().or(() -> Optional.ofNullable(System.getenv("AWS_PROFILE")));
        return new ActionableException(
                "The IAM Identity Center (SSO) session"
                        + name.map(p -> " of profile '" + p + "'").orElse("") + " has ended or was never started.",
                "Run: aws sso login" + name.map(p -> " --profile " + p).orElse(""),
                e);
    }

    private static ActionableException noRole(SdkException e) {
        ActionableException refusal = AwsFailures.explain("exchange the web identity for AWS credentials", e);
        return new ActionableException(
                refusal.problem(),
                "Check AWS_ROLE_ARN, and that the role's trust policy names the identity provider (on GitHub"
                        + " token.actions.githubusercontent.com, on EKS the cluster's) with this repository or service"
                        + " account as its subject.",
                e);
    }

    private static ActionableException noProfile(String name, RuntimeException e) {
        return new ActionableException(
                "Profile '" + name + "' gives no AWS credentials: " + AwsFailures.oneLine(e),
                "Check <profile> (-Decs.profile) against the names that 'aws configure list-profiles' prints, and the"
                        + " profile with 'aws sts get-caller-identity --profile " + name + "'.",
                e);
    }

    private static ActionableException none(RuntimeException e) {
        return new ActionableException(
                "No AWS credentials were found: neither in system properties, in the environment (AWS_ACCESS_KEY_ID or"
                        + " AWS_WEB_IDENTITY_TOKEN_FILE), in the default profile, nor from a container or an instance.",
                "Set <profile> (-Decs.profile), run 'aws configure' or 'aws sso login', or give the pipeline a role (on"
                        + " GitHub: aws-actions/configure-aws-credentials). What each source said follows as the cause.",
                e);
    }
}
