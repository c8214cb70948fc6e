package io.github.ecsmaven.sandbox.sts;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.IamPolicy;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The access keys and roles of the account, and the provider of web identities that it trusts. */
public final class Identities {
    /** The access key (of AWS's own examples) of the user {@code ci}, who may do everything. */
    public static final String CI = "AKIAIOSFODNN7EXAMPLE";

    /** The secret access key (of AWS's own examples too) of every user that was made without one of its own. */
    public static final String EXAMPLE_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    /** The access key of the user {@code nobody}, who may do nothing. */
    public static final String NOBODY = "AKIAI44QH8DHBEXAMPLE";

    /** The role that the user {@code ci} may assume from the start, and web identities of the repository shop. */
    public static final String DEPLOYER_ROLE = "deployer";

    /** The role that tasks may be given from the start. As AmazonECSTaskExecutionRolePolicy it may not create log groups. */
    public static final String TASK_EXECUTION_ROLE = "ecsTaskExecutionRole";

    private record Key(Caller caller, String secret, @Nullable String sessionToken, @Nullable Instant expiresAt) {
        @Override
        public String toString() {
            return "key of " + caller.arn();
        }
    }

    private record Role(Set<String> deniedActions, Trust trust, @Nullable CreatedRole created) {
        private Role(Set<String> deniedActions, Trust trust) {
            this(deniedActions, trust, null);
        }

        private Set<String> denied() {
            return created == null ? deniedActions : created.policies().denied();
        }
    }

    /**
     * A role that was made through IAM.
     *
     * @param document its trust policy as it was given
     * @param description may be empty
     */
    public record CreatedRole(
            String arn,
            String id,
            String document,
            String description,
            Instant createdAt,
            RolePolicies policies,
            Map<String, String> tags) {
        /** With another trust policy and description. */
        public CreatedRole with(String otherDocument, String otherDescription) {
            return new CreatedRole(arn, id, otherDocument, otherDescription, createdAt, policies, tags);
        }
    }

    private final String account;
    private final Clock clock;
    private final Clock wireClock;
    private final IdentityProvider provider;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<String, Role> roles = new LinkedHashMap<>();

    /**
     * @param clock when sessions and web identities expire
     * @param wireClock what the dates of signed requests are held against
     */
    public Identities(String account, Clock clock, Clock wireClock) {
        this.account = account;
        this.clock = clock;
        this.wireClock = wireClock;
        this.provider = new IdentityProvider("https://oidc.sandbox.example", clock);
        addUser(CI, "ci", Set.of());
        addUser(NOBODY, "nobody", Set.of("*"));
        Trust inCi = Trust.inNobody().andPrincipal("arn:aws:iam::" + account + ":user/ci");
        addRole(DEPLOYER_ROLE, Set.of(), inCi.andSubject("repo:shop:*"));
        addRole(
                TASK_EXECUTION_ROLE,
                Set.of("logs:CreateLogGroup"),
                Trust.inNobody().andService(Trust.ECS_TASKS));
    }

    /**
     * Makes an IAM user with one access key, or replaces who holds it.
     *
     * @param deniedActions IAM actions such as {@code ecr:CreateRepository}, {@code ecr:*} or {@code *} that no policy allows
     */
    public void addUser(String accessKeyId, String name, Set<String> deniedActions) {
        addUser(accessKeyId, EXAMPLE_SECRET, name, deniedActions);
    }

    /** The same with a secret access key of its own. */
    public synchronized void addUser(
            String accessKeyId, String secretAccessKey, String name, Set<String> deniedActions) {
        Caller caller = new Caller("arn:aws:iam::" + account + ":user/" + name, account, deniedActions);
        keys.put(accessKeyId, new Key(caller, secretAccessKey, null, null));
    }

    /**
     * Gives the user of an access key a policy: from now on nothing else is allowed.
     *
     * @return the policy, which keeps account of what is asked
     */
    public synchronized IamPolicy restrict(String accessKeyId, String policyDocument) {
        Key key = keys.get(accessKeyId);
        if (key == null) {
            throw new IllegalArgumentException("no such access key: " + accessKeyId);
        }
        IamPolicy policy = IamPolicy.parse(policyDocument);
        Caller caller = key.caller();
        Caller restricted = new Caller(caller.arn(), caller.account(), caller.deniedActions(), Optional.of(policy));
        keys.put(accessKeyId, new Key(restricted, key.secret(), key.sessionToken(), key.expiresAt()));
        return policy;
    }

    /**
     * Makes a role, or replaces it.
     *
     * @param deniedActions as those of a user
     * @param trust who may assume it
     */
    public synchronized void addRole(String name, Set<String> deniedActions, Trust trust) {
        roles.put("arn:aws:iam::" + account + ":role/" + name, new Role(Set.copyOf(deniedActions), trust));
    }

    /** Makes a role as IAM does, or gives it another trust policy. */
    public synchronized void put(CreatedRole role, Trust trust) {
        roles.put(role.arn(), new Role(Set.of(), trust, role));
    }

    /** A role that was made through IAM; empty for every other. */
    public synchronized Optional<CreatedRole> created(String roleArn) {
        return Optional.ofNullable(roles.get(roleArn)).map(Role::created);
    }

    public synchronized void removeRole(String roleArn) {
        roles.remove(roleArn);
    }

    /** Whether the role exists and a service of AWS may assume it. */
    public boolean trusts(String roleArn, String service) {
        return trust(roleArn).services().contains(service);
    }

    /** IAM actions that no policy of the role allows: all of them, when there is no such role. */
    public synchronized Set<String> deniedActions(String roleArn) {
        Role role = roles.get(roleArn);
        return role == null ? Set.of("*") : role.denied();
    }

    /** The ARN of the role with that name, which its path stands before; empty when there is none. */
    public synchronized Optional<String> roleNamed(String name) {
        return roles.keySet().stream()
                .filter(arn -> arn.substring(arn.lastIndexOf('/') + 1).equals(name))
                .findFirst();
    }

    /** The trust policy of a role; empty when there is none. */
    public synchronized Optional<String> trustPolicy(String roleArn) {
        return Optional.ofNullable(roles.get(roleArn))
                .map(role -> role.created() == null
                        ? role.trust().document()
                        : role.created().document());
    }

    /** Nobody may assume a role that does not exist. */
    synchronized Trust trust(String roleArn) {
        Role role = roles.get(roleArn);
        return role == null ? Trust.inNobody() : role.trust();
    }

    /** The OpenID Connect provider whose tokens AssumeRoleWithWebIdentity takes. */
    public IdentityProvider provider() {
        return provider;
    }

    /** Every secret access key, of users and of sessions: what no log may show. */
    public synchronized Set<String> secretAccessKeys() {
        return keys.values().stream().map(Key::secret).collect(Collectors.toUnmodifiableSet());
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
        keys.put(accessKeyId, new Key(key.caller(), key.secret(), key.sessionToken(), clock.instant()));
    }

    /**
     * Who sent a request.
     *
     * @param service that the signature must be for
     * @param regions of which the signature must be for one
     * @throws AwsError in the words of the JSON protocol: missing, incomplete or invalid signature, unknown key or session token, expired session
     */
    public Caller authenticate(HttpRequest request, String service, List<String> regions) throws AwsError, IOException {
        Signature signature = Signature.of(request);
        signature.requireScope(service, regions);
        Key key = key(signature.accessKeyId(), request.header("X-Amz-Security-Token"));
        signature.requireCurrent(wireClock.instant());
        signature.requireMadeWith(key.secret(), request);
        if (key.expiresAt() != null && !clock.instant().isBefore(key.expiresAt())) {
            throw AwsError.badRequest("ExpiredTokenException", "The security token included in the request is expired");
        }
        return key.caller();
    }

    private synchronized Key key(String accessKeyId, Optional<String> sessionToken) throws AwsError {
        Key key = keys.get(accessKeyId);
        if (key == null || !sessionToken.equals(Optional.ofNullable(key.sessionToken()))) {
            throw AwsError.badRequest(
                    "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        return key;
    }

    /** Opens a session of a role: temporary credentials that must come with their session token. */
    synchronized Session assume(String roleArn, String sessionName, Duration duration) {
        Role assumed = roles.get(roleArn);
        if (assumed == null) {
            throw new IllegalArgumentException("no such role: " + roleArn);
        }
        String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        String arn = "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + sessionName;
        Instant expiresAt = clock.instant().plus(duration);
        Session session = new Session(
                "ASIA" + random().substring(0, 16), random(), "session-" + random() + random(), arn, expiresAt);
        Caller caller = new Caller(arn, account, assumed.denied());
        keys.put(session.accessKeyId(), new Key(caller, session.secretAccessKey(), session.sessionToken(), expiresAt));
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
