package io.github.ecsmaven.sandbox.sts;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The access keys and roles of the account. Secrets are not kept: signatures are looked at, not recomputed. */
public final class Identities {
    /** The access key (of AWS's own examples) of the user {@code ci}, who may do everything. */
    public static final String CI = "AKIAIOSFODNN7EXAMPLE";

    /** The access key of the user {@code nobody}, who may do nothing. */
    public static final String NOBODY = "AKIAI44QH8DHBEXAMPLE";

    /** The name of the one role that exists from the start. */
    public static final String DEPLOYER_ROLE = "deployer";

    private record Key(Caller caller, @Nullable String sessionToken, @Nullable Instant expiresAt) {}

    private final String account;
    private final Clock clock;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<String, Set<String>> deniedByRole = new LinkedHashMap<>();

    public Identities(String account, Clock clock) {
        this.account = account;
        this.clock = clock;
        addUser(CI, "ci", Set.of());
        addUser(NOBODY, "nobody", Set.of("*"));
        addRole(DEPLOYER_ROLE, Set.of());
    }

    /**
     * Makes an IAM user with one access key, or replaces who holds it.
     *
     * @param deniedActions IAM actions such as {@code ecr:CreateRepository}, {@code ecr:*} or {@code *} that no policy allows
     */
    public synchronized void addUser(String accessKeyId, String name, Set<String> deniedActions) {
        Caller caller = new Caller("arn:aws:iam::" + account + ":user/" + name, account, deniedActions);
        keys.put(accessKeyId, new Key(caller, null, null));
    }

    /** Makes a role that every caller with {@code sts:AssumeRole} may assume. */
    public synchronized void addRole(String name, Set<String> deniedActions) {
        deniedByRole.put("arn:aws:iam::" + account + ":role/" + name, Set.copyOf(deniedActions));
    }

    /** Every session token issued so far: what no log may show. */
    public synchronized Set<String> sessionTokens() {
        return keys.values().stream()
                .map(Key::sessionToken)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Lets a key, best that of a session, expire now. */
    public synchronized void expire(String accessKeyId) {
        Key key = keys.get(accessKeyId);
        if (key == null) {
            throw new IllegalArgumentException("no such access key: " + accessKeyId);
        }
        keys.put(accessKeyId, new Key(key.caller(), key.sessionToken(), clock.instant()));
    }

    /**
     * Who a signature belongs to.
     *
     * @throws AwsError UnrecognizedClientException or ExpiredTokenException
     */
    public synchronized Caller authenticate(String accessKeyId, Optional<String> sessionToken) throws AwsError {
        Key key = keys.get(accessKeyId);
        if (key == null || !sessionToken.equals(Optional.ofNullable(key.sessionToken()))) {
            throw new AwsError(
                    400, "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        if (key.expiresAt() != null && !clock.instant().isBefore(key.expiresAt())) {
            throw new AwsError(400, "ExpiredTokenException", "The security token included in the request is expired");
        }
        return key.caller();
    }

    synchronized boolean isRole(String roleArn) {
        return deniedByRole.containsKey(roleArn);
    }

    /** Opens a session of a role: temporary credentials that must come with their session token. */
    synchronized Session assume(String roleArn, String sessionName, Duration duration) {
        String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        String arn = "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + sessionName;
        Instant expiresAt = clock.instant().plus(duration);
        Session session = new Session(
                "ASIA" + random().substring(0, 16), random(), "session-" + random() + random(), arn, expiresAt);
        Caller caller = new Caller(arn, account, deniedByRole.getOrDefault(roleArn, Set.of()));
        keys.put(session.accessKeyId(), new Key(caller, session.sessionToken(), expiresAt));
        return session;
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
    }

    record Session(String accessKeyId, String secretAccessKey, String sessionToken, String arn, Instant expiresAt) {
        @Override
        public String toString() {
            return "session of " + arn;
        }
    }
}
