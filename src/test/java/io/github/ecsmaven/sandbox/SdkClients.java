package io.github.ecsmaven.sandbox;

import io.github.ecsmaven.sandbox.sts.Identities;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's own clients against a sandbox, without retries, so that a test sees every answer. */
public final class SdkClients {
    private SdkClients() {}

    /** As the user {@code ci}, who may do everything. */
    public static EcrClient ecr(Sandbox sandbox) {
        return ecr(sandbox, user(Identities.CI));
    }

    public static EcrClient ecr(Sandbox sandbox, AwsCredentials credentials) {
        return at(sandbox, credentials, EcrClient.builder())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    public static EcsClient ecs(Sandbox sandbox) {
        return ecs(sandbox, user(Identities.CI));
    }

    public static EcsClient ecs(Sandbox sandbox, AwsCredentials credentials) {
        return at(sandbox, credentials, EcsClient.builder())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    public static CloudWatchLogsClient logs(Sandbox sandbox) {
        return logs(sandbox, user(Identities.CI));
    }

    public static CloudWatchLogsClient logs(Sandbox sandbox, AwsCredentials credentials) {
        return at(sandbox, credentials, CloudWatchLogsClient.builder())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    public static CloudFormationClient cloudFormation(Sandbox sandbox) {
        return cloudFormation(sandbox, user(Identities.CI));
    }

    public static CloudFormationClient cloudFormation(Sandbox sandbox, AwsCredentials credentials) {
        return at(sandbox, credentials, CloudFormationClient.builder())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    public static StsClient sts(Sandbox sandbox, AwsCredentials credentials) {
        return at(sandbox, credentials, StsClient.builder())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** An access key of a user that was made without a secret of its own. */
    public static AwsCredentials user(String accessKeyId) {
        return AwsBasicCredentials.create(accessKeyId, Identities.EXAMPLE_SECRET);
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(Sandbox sandbox, AwsCredentials credentials, B builder) {
        return builder.endpointOverride(sandbox.endpoint())
                .region(Region.of(sandbox.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }
}
