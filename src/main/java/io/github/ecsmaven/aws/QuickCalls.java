package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * Calls with the SDK's model classes, signer and HTTP client, and without its clients: making one takes longer than all that a run
 * without changes, or one that only pushes an image, has to ask. A good answer is taken, and all else is left to the SDK's client, which asks again with its retries and
 * explains in its exceptions what is wrong. Safe for use by several threads.
 */
public final class QuickCalls {
    private final AwsSettings settings;
    private final Supplier<SdkHttpClient> http;
    private final Supplier<AwsCredentialsIdentity> identity;
    private final Runnable changed;

    /** @param changed told of every call that is no read, before and after it */
    QuickCalls(
            AwsSettings settings,
            Supplier<SdkHttpClient> http,
            Supplier<AwsCredentialsIdentity> identity,
            Runnable changed) {
        this.settings = settings;
        this.http = http;
        this.identity = identity;
        this.changed = changed;
    }

    /**
     * A service of the AWS JSON 1.1 protocol.
     *
     * @param name in signatures and in the user's settings, such as {@code ecr}
     * @param prefix of its host names, such as {@code api.ecr}
     * @param target what operations are prefixed with in {@code X-Amz-Target}
     */
    public record Api(String name, String prefix, String target) {}

    /**
     * Asks once.
     *
     * @param region where
     * @param answer the builder to fill
     * @return the builder, or empty when the SDK's client is to ask
     */
    public <B extends SdkPojo> Optional<B> read(
            Api api, String region, String operation, SdkPojo request, Supplier<B> answer) {
        if (isFips()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PojoJson.fill(
                    answer.get(),
                    new SignedJson(http.get())
                            .call(
                                    QueryEndpoint.of(api.name(), api.prefix(), region, settings),
                                    api.name(),
                                    region,
                                    identity.get(),
                                    api.target() + "." + operation,
                                    PojoJson.members(request))));
        } catch (SdkException | ActionableException | UncheckedIOException | IllegalArgumentException notSo) {
            return Optional.empty();
        }
    }

    /**
     * Changes something, once.
     *
     * @param region where
     * @param answer the builder to fill
     * @return the builder, or empty when the SDK's client is to ask, though it may have been done
     */
    public <B extends SdkPojo> Optional<B> write(
            Api api, String region, String operation, SdkPojo request, Supplier<B> answer) {
        changed.run();
        try {
            return read(api, region, operation, request, answer);
        } finally {
            changed.run();
        }
    }

    /** The SDK's client of ECR goes to another host then than the SDK's table of services has. */
    private static boolean isFips() {
        return FipsEnabledProvider.builder()
                .profileFile(ProfileFile::defaultProfileFile)
                .profileName(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow())
                .build()
                .isFipsEnabled()
                .orElse(false);
    }
}
