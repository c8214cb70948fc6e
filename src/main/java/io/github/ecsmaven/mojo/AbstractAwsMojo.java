package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsSettings;
import java.net.URI;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Which AWS account, as whom and where. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractAwsMojo extends AbstractEcsMojo {
    /**
     * Region of the repository and the service, such as {@code eu-west-1}. Default: what the AWS SDK finds ({@code AWS_REGION}, the
     * profile, the instance).
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.region")
    private @Nullable String region;

    /**
     * Profile of the shared AWS configuration files. Default: what the AWS SDK finds ({@code AWS_PROFILE}, {@code default}).
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.profile")
    private @Nullable String profile;

    /**
     * ARN of an IAM role to assume for all calls to AWS. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.roleArn")
    private @Nullable String roleArn;

    /**
     * URL that all calls to AWS go to, for a stand-in. Default: AWS, or what {@code AWS_ENDPOINT_URL} names.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.endpoint")
    private @Nullable String endpoint;

    @Component
    protected SettingsDecrypter settingsDecrypter;

    private @Nullable AwsSettings awsSettings;

    protected AwsAccess aws() {
        return scope().aws(awsSettings());
    }

    /** @throws ActionableException when one of them cannot be what it says */
    protected AwsSettings awsSettings() {
        AwsSettings known = awsSettings;
        if (known == null) {
            known = new AwsSettings(
                    Optional.ofNullable(region),
                    Optional.ofNullable(profile),
                    Optional.ofNullable(roleArn),
                    Optional.ofNullable(endpoint).map(AbstractAwsMojo::uri),
                    SettingsProxies.forAws(session.getSettings().getProxies(), settingsDecrypter));
            awsSettings = known;
        }
        return known;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new ActionableException(
                    "<endpoint> is not a URL: '" + text + "'.", "Set it to one such as http://127.0.0.1:4566.", e);
        }
    }

    /** @throws ActionableException with {@code -o}, since the goals of the deploy phase are nothing without a network */
    protected void refuseOffline(String goal) {
        if (session.isOffline()) {
            throw new ActionableException(
                    "ecs:" + goal + " needs AWS, and Maven is offline (-o).",
                    "Leave -o out, or the goal with -Decs." + goal + ".skip.");
        }
    }
}
