package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * One user's way to AWS for the length of a Maven session. Nothing happens until something is asked for: no region is looked up, no
 * credentials are read and no connection is made for a build that needs none. Safe for use by several threads.
 */
public final class AwsSession implements AutoCloseable {
    static final String USER_AGENT = "ecs-maven-plugin";

    private final AwsSettings settings;
    private final AwsPatience patience;
    private final RecentReads recent = new RecentReads(InstantSource.system());
    private final List<SdkAutoCloseable> toClose = new ArrayList<>();
    private @Nullable String region;
    private @Nullable SdkHttpClient http;
    private @Nullable AwsCredentials credentials;
    private @Nullable CallerIdentity identity;

    /** A session that has not done anything yet. */
    public AwsSession(AwsSettings settings) {
        this(settings, AwsPatience.USUAL);
    }

    /** The same with a patience of its own for every call. */
    public AwsSession(AwsSettings settings, AwsPatience patience) {
        this.settings = settings;
        this.patience = patience;
    }

    /**
     * A client in this session's region. It is closed with the session.
     *
     * @param builder the service's builder; an override configuration that it has is added to
     * @throws ActionableException when no region is known
     */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(B builder) {
        return client(builder, region());
    }

    /** A client in a region other than this session's. It is closed with the session. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
            B builder, String otherRegion) {
        // Not under the lock: that of one service takes hundreds of classes, and is made while that of another is.
        C client = configured(builder, otherRegion)
                .credentialsProvider(credentials(otherRegion).provider())
                .build();
        closeAtEnd(client);
        return client;
    }

    private synchronized void closeAtEnd(SdkAutoCloseable client) {
        toClose.add(client);
    }

    /** All but the credentials, which themselves may need a client of STS. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> B configured(
            B builder, String in) {
        builder.httpClient(http());
        builder.region(Region.of(AwsSettings.requireRegion(in)));
        builder.overrideConfiguration(override(builder.overrideConfiguration()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder;
    }

    private ClientOverrideConfiguration override(ClientOverrideConfiguration given) {
        ClientOverrideConfiguration.Builder ours = given.toBuilder()
                .retryStrategy(patience.retries())
                .addExecutionInterceptor(new ChangeWatch(recent::changed))
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, USER_AGENT);
        if (given.apiCallAttemptTimeout().isEmpty()) {
            ours.apiCallAttemptTimeout(patience.attempt());
        }
        if (given.apiCallTimeout().isEmpty()) {
            ours.apiCallTimeout(patience.call());
        }
        return ours.build();
    }

    /**
     * The region: what the user set, else {@code aws.region}, {@code AWS_REGION}, {@code AWS_DEFAULT_REGION}, the profile's, the
     * instance's.
     *
     * @throws ActionableException when nobody names one
     */
    public synchronized String region() {
        String known = region;
        if (known == null) {
            known = settings.region().orElseGet(() -> new RegionLookup(settings.profile()).region());
            region = known;
        }
        return known;
    }

    /**
     * Whom AWS takes us for, asked once.
     *
     * @throws ActionableException when there are no credentials, or AWS refuses them
     */
    public synchronized CallerIdentity identity() {
        CallerIdentity known = identity;
        if (known == null) {
            known = askWhoWeAre();
            identity = known;
        }
        return known;
    }

    private CallerIdentity askWhoWeAre() {
        try {
            GetCallerIdentityResponse answer = client(StsClient.builder()).getCallerIdentity();
            return new CallerIdentity(answer.account(), answer.arn());
        } catch (SdkException e) {
            throw AwsFailures.explain("find out whose AWS credentials these are", e);
        }
    }

    /**
     * What a presigned URL of AWS leads to, fetched through the same proxy as all calls.
     *
     * @param presigned URL; it is a credential and never shows up in an error
     * @param limit greatest number of bytes to take
     * @throws ActionableException when it cannot be fetched or is larger
     */
    public byte[] download(URI presigned, int limit) {
        return new Download(http()).bytes(presigned, limit);
    }

    /**
     * Calls a service of the AWS query protocol (form in, XML out) in this session's region, once: nothing is retried.
     *
     * @param service name that the signature is for, such as {@code elasticloadbalancing}
     * @param parameters all of the form, {@code Action} and {@code Version} included
     * @throws SdkException when the service refuses, cannot be reached or answers something else
     * @throws ActionableException when no region is known
     */
    public Document query(String service, Map<String, String> parameters) {
        return new SignedQuery(http())
                .call(
                        QueryEndpoint.of(service, region(), settings),
                        service,
                        region(),
                        credentials(region()).provider().resolveCredentials(),
                        parameters);
    }

    /** What was answered a moment ago. */
    public RecentReads recent() {
        return recent;
    }

    /** Calls without a client of the SDK, where one would be made for them alone. */
    public QuickCalls quickCalls() {
        return new QuickCalls(
                settings, this::http, () -> credentials(region()).provider().resolveCredentials(), recent::changed);
    }

    /** Reads of services that have no client here, tried again as the SDK's clients do. Nothing is asked before one is called. */
    public AwsReads reads() {
        return new AwsReads(
                settings,
                this::region,
                this::http,
                () -> credentials(region()).provider().resolveCredentials(),
                new Retries(patience.retries()));
    }

    private synchronized SdkHttpClient http() {
        SdkHttpClient known = http;
        if (known == null) {
            known = settings.isUnencrypted(System.getenv())
                    ? HttpClients.direct(patience.read())
                    : HttpClients.create(settings.proxy(), patience.read());
            toClose.add(known);
            http = known;
        }
        return known;
    }

    /** @param where region of the STS that a role is asked of, where one is asked */
    private synchronized AwsCredentials credentials(String where) {
        AwsCredentials known = credentials;
        if (known == null) {
            known = new AwsCredentials(settings, () -> configured(StsClient.builder(), where));
            toClose.add(known);
            credentials = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        for (int last = toClose.size() - 1; last >= 0; last--) {
            toClose.get(last).close();
        }
        toClose.clear();
        http = null;
        credentials = null;
    }
}
