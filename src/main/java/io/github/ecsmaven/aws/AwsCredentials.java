package io.github.ecsmaven.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Chooses whose credentials are used. They are never copied: each provider renews its own while a long wait goes on. */
final class AwsCredentials implements SdkAutoCloseable {
    private static final int MAX_SESSION_NAME = 64;

    private final AwsSettings settings;
    private final Supplier<StsClientBuilder> sts;
    private final List<SdkAutoCloseable> toClose = new ArrayList<>();
    private final AwsCredentialsProvider provider;
    private volatile @Nullable SdkException webIdentityFailure;

    /** @param sts a builder for clients of STS with everything but credentials */
    AwsCredentials(AwsSettings settings, Supplier<StsClientBuilder> sts) {
        this.settings = settings;
        this.sts = sts;
        this.provider =
                new ExplainedCredentials(settings, inRole(ofTheUser()), () -> Optional.ofNullable(webIdentityFailure));
    }

    AwsCredentialsProvider provider() {
        return provider;
    }

    private AwsCredentialsProvider ofTheUser() {
        if (settings.profile().isPresent()) {
            return owned(ProfileCredentialsProvider.create(settings.profile().get()));
        }
        if (areInEnvironment()) {
            return environment();
        }
        AwsCredentialsProvider standard =
                owned(DefaultCredentialsProvider.builder().build());
        return SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isPresent()
                ? withWebIdentity(standard)
                : standard;
    }

    /** Whether the first two sources of the default chain have what it takes, so that making the others is spared. */
    private static boolean areInEnvironment() {
        return areIn(setting -> System.getProperty(setting.property()))
                || areIn(setting -> System.getenv(setting.environmentVariable()));
    }

    private static boolean areIn(Function<SdkSystemSetting, @Nullable String> source) {
        return Stream.of(SdkSystemSetting.AWS_ACCESS_KEY_ID, SdkSystemSetting.AWS_SECRET_ACCESS_KEY)
                .map(source)
                .noneMatch(value -> value == null || value.isBlank());
    }

    private static AwsCredentialsProvider environment() {
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(), EnvironmentVariableCredentialsProvider.create());
    }

    /** The default chain exchanges a web identity with an STS client of its own, which knows no region, endpoint and proxy of ours. */
    private AwsCredentialsProvider withWebIdentity(AwsCredentialsProvider standard) {
        StsClient anonymous = owned(sts.get()
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build());
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                remembered(owned(StsWebIdentityTokenFileCredentialsProvider.builder()
                        .stsClient(anonymous)
                        .build())),
                standard);
    }

    // The chain goes on to the next source and in the end says only that there was none.
    private AwsCredentialsProvider remembered(AwsCredentialsProvider webIdentity) {
        return () -> {
            try {
                return webIdentity.resolveCredentials();
            } catch (SdkException e) {
                webIdentityFailure = e;
                throw e;
            }
        };
    }

    private AwsCredentialsProvider inRole(AwsCredentialsProvider user) {
        if (settings.roleArn().isEmpty()) {
            return user;
        }
        String role = settings.roleArn().get();
        return owned(StsAssumeRoleCredentialsProvider.builder()
                .stsClient(owned(sts.get().credentialsProvider(user).build()))
                .refreshRequest(request -> request.roleArn(role).roleSessionName(sessionName()))
                .build());
    }

    /** Names plugin and user, so that CloudTrail tells who deployed; {@code [\w+=,.@-]{2,64}} (STS, AssumeRole). */
    private static String sessionName() {
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
        String name = user.isEmpty() ? "ecs-maven-plugin" : "ecs-maven-plugin-" + user;
        return name.substring(0, Math.min(name.length(), MAX_SESSION_NAME));
    }

    private <T> T owned(T resource) {
        if (resource instanceof SdkAutoCloseable closeable) {
            toClose.add(closeable);
        }
        return resource;
    }

    @Override
    public void close() {
        for (int last = toClose.size() - 1; last >= 0; last--) {
            toClose.get(last).close();
        }
    }
}
