package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Pushes images, and tries again where that may help: once with new credentials when the registry did not accept the first ones, and up
 * to five times in all after a failure of the network or the registry and while it throttles. Several threads may push at once.
 */
public final class ImagePusher {
    private final Attempt attempt;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final PushPatience patience;

    ImagePusher(Attempt attempt, PushPatience patience) {
        this(attempt, patience, delay -> Thread.sleep(delay.toMillis()), new Random());
    }

    ImagePusher(Attempt attempt, PushPatience patience, Sleeper sleeper, RandomGenerator random) {
        this.attempt = attempt;
        this.patience = patience;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** One push, not repeated. */
    @FunctionalInterface
    interface Attempt {
        Digest push(ImageReference reference, Optional<RegistryCredentials> credentials, PushListener listener);
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    /**
     * Pushes the image that the reference names in the engine, and returns when it is in the registry.
     *
     * @param reference where to, with a tag that the image has in the engine ({@link DockerEngine#tag})
     * @param keychain asked for the reference's registry, once more after {@link Keychain#forget}
     * @return the digest that the engine says it pushed
     * @throws PushRefusedException when the registry refuses, or the engine has no such image; it says why
     * @throws ActionableException when the engine is lost, or the keychain fails
     * @throws IllegalArgumentException when the reference has no tag
     */
    public Digest push(ImageReference reference, Keychain keychain, PushListener listener) {
        boolean credentialsRenewed = false;
        int failures = 0;
        while (true) {
            Optional<RegistryCredentials> credentials = keychain.credentialsFor(reference.registry());
            try {
                Digest digest = attempt.push(reference, credentials, listener);
                listener.pushed(reference, digest);
                return digest;
            } catch (PushRefusedException refusal) {
                if (refusal.reason().isAboutCredentials() && credentials.isPresent() && !credentialsRenewed) {
                    credentialsRenewed = true;
                    keychain.forget(reference.registry());
                    listener.renewing(reference, refusal);
                } else if (refusal.reason().isPassing() && ++failures < patience.attempts()) {
                    Duration delay = delayAfter(failures);
                    listener.retrying(reference, refusal, delay);
                    sleep(delay, reference);
                } else {
                    throw refusal;
                }
            }
        }
    }

    /** Exponential with full jitter: anything between nothing and the exponential bound. */
    private Duration delayAfter(int failures) {
        return Duration.ofMillis(random.nextLong(patience.boundAfter(failures).toMillis() + 1));
    }

    private void sleep(Duration delay, ImageReference reference) {
        try {
            sleeper.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException("The push of " + reference + " was interrupted.", "Run Maven again.", e);
        }
    }
}
