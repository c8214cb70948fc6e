package io.github.ecsmaven.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How long one call to AWS is tried.
 *
 * @param read how long an answer may say nothing
 * @param attempt greatest time of one attempt
 * @param call greatest time of all attempts with the pauses between them
 * @param pause bound of the pause after the first failure; it doubles from there
 * @param throttledPause the same where AWS throttles
 */
public record AwsPatience(Duration read, Duration attempt, Duration call, Duration pause, Duration throttledPause) {
    /** What a user has who sets nothing; the pauses are those of the SDK's standard mode. */
    public static final AwsPatience USUAL = new AwsPatience(
            Duration.ofSeconds(50),
            Duration.ofSeconds(60),
            Duration.ofMinutes(3),
            Duration.ofMillis(100),
            Duration.ofSeconds(1));

    /** Attempts of one call, the first included, before throttling and broken connections become the user's business. */
    private static final int MAX_ATTEMPTS = 8;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    StandardRetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(MAX_ATTEMPTS)
                .retryOnException(AwsFailures::isGarbled)
                .backoffStrategy(BackoffStrategy.exponentialDelay(pause, LONGEST_PAUSE))
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(throttledPause, LONGEST_PAUSE))
                .build();
    }
}
