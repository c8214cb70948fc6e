package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.endpoint.DualstackEnabledProvider;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Reads with the SDK's model classes, signer and HTTP client, and without its clients: making one takes longer than all that a run
 * without changes has to ask. A good answer is taken, and all else is left to the SDK's client, which asks again with its retries and
 * explains in its exceptions what is wrong. Safe for use by several threads.
 */
public final class QuickReads {
    private final AwsSettings settings;
    private final Supplier<SdkHttpClient> http;
    private final Supplier<AwsCredentialsIdentity> identity;

    QuickReads(AwsSettings settings, Supplier<SdkHttpClient> http, Supplier<AwsCredentialsIdentity> identity) {
        this.settings = settings;
        this.http = http;
        this.identity = identity;
    }

    /**
     * A service of the AWS JSON 1.1 protocol.
     *
     * @param name in signatures, such as {@code ecs}
     * @param target what operations are prefixed with in {@code X-Amz-Target}
     * @param endpoint where it is in a region, where the user sets nothing else
     */
    public record Api(String name, String target, Function<String, URI> endpoint) {}

    /**
     * Asks once.
     *
     * @param region where
     * @param answer the builder to fill
     * @return the builder, or empty when the SDK's client is to ask
     */
    public <B extends SdkPojo> Optional<B> read(
            Api api, String region, String operation, SdkPojo request, Supplier<B> answer) {
        try {
            return Optional.of(PojoJson.fill(
                    answer.get(),
                    new SignedJson(http.get())
                            .call(
                                    endpoint(api, region),
                                    api.name(),
                                    region,
                                    identity.get(),
                                    api.target() + "." + operation,
                                    PojoJson.members(request))));
        } catch (SdkException
                | ActionableException
                | UncheckedIOException
                | IllegalArgumentException
                | UnsupportedOperationException notSo) {
            return Optional.empty();
        }
    }

    private URI endpoint(Api api, String region) {
        return QueryEndpoint.configured(api.name(), settings).orElseGet(() -> {
            if (isSpecial()) {
                throw new IllegalArgumentException("FIPS and dual-stack endpoints are left to the SDK's client");
            }
            return api.endpoint().apply(region);
        });
    }

    private static boolean isSpecial() {
        return FipsEnabledProvider.builder().build().isFipsEnabled().orElse(false)
                || DualstackEnabledProvider.builder()
                        .build()
                        .isDualstackEnabled()
                        .orElse(false);
    }
}
