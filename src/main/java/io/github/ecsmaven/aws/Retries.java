package io.github.ecsmaven.aws;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/** Tries again what the SDK's clients would try again, as often and after the same pauses. */
final class Retries {
    private final RetryStrategy strategy;

    Retries(RetryStrategy strategy) {
        this.strategy = strategy;
    }

    /** @throws SdkException that of the last attempt */
    <T> T call(Supplier<T> attempt) {
        RetryToken token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create("aws-reads"))
                .token();
        for (int attempts = 1; ; attempts++) {
            try {
                T result = attempt.get();
                strategy.recordSuccess(RecordSuccessRequest.create(token));
                return result;
            } catch (SdkException e) {
                RefreshRetryTokenResponse again = refresh(token, e, attempts);
                token = again.token();
                pause(again.delay());
            }
        }
    }

    private RefreshRetryTokenResponse refresh(RetryToken token, SdkException e, int attempts) {
        try {
            return strategy.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(e)
                    .suggestedDelay(Duration.ZERO)
                    .build());
        } catch (TokenAcquisitionFailedException notAgain) {
            throw e instanceof AwsServiceException refusal
                    ? refusal.toBuilder().numAttempts(attempts).build()
                    : e;
        }
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted between two attempts", e);
        }
    }
}
