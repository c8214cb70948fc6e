package io.github.ecsmaven.sandbox.ecr;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The passwords of the registry: each belongs to who asked for it and lasts twelve hours. */
public final class AuthorizationTokens {
    private static final Duration LIFE = Duration.ofHours(12);

    private record Token(Caller caller, Instant expiresAt) {}

    private final Map<String, Token> tokens = new HashMap<>();
    private final Clock clock;
    private Duration life = LIFE;

    AuthorizationTokens(Clock clock) {
        this.clock = clock;
    }

    record Issued(String password, Instant expiresAt) {}

    synchronized Issued issue(Caller caller) {
        String password = "sandbox-" + UUID.randomUUID() + UUID.randomUUID();
        Instant expiresAt = clock.instant().plus(life);
        tokens.put(password, new Token(caller, expiresAt));
        return new Issued(password, expiresAt);
    }

    /** Every password issued so far: what no log may show. */
    public synchronized Set<String> issued() {
        return Set.copyOf(tokens.keySet());
    }

    /** How long tokens issued from now on last; AWS gives twelve hours. */
    public synchronized void last(Duration life) {
        this.life = life;
    }

    /** Every token issued so far expires now. */
    public synchronized void expireAll() {
        tokens.replaceAll((password, token) -> new Token(token.caller(), clock.instant()));
    }

    /**
     * Who a password belongs to.
     *
     * @throws AwsError 401 for one that was never issued, 403 in ECR's words for one that has expired
     */
    public synchronized Caller authenticate(String password) throws AwsError {
        Token token = tokens.get(password);
        if (token == null) {
            throw new AwsError(401, "UNAUTHORIZED", "Not Authorized");
        }
        if (!clock.instant().isBefore(token.expiresAt())) {
            throw new AwsError(403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.");
        }
        return token.caller();
    }
}
