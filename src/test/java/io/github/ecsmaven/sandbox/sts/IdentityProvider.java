package io.github.ecsmaven.sandbox.sts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * An OpenID Connect provider as GitHub's or an EKS cluster's, which the account trusts with the audience {@code sts.amazonaws.com}. Its
 * tokens are JWTs signed with RS256 (IAM user guide, "Create an OpenID Connect identity provider in IAM").
 */
public final class IdentityProvider {
    /** The audience that the account registered for the provider. */
    public static final String AUDIENCE = "sts.amazonaws.com";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY_ID = "sandbox-1";
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final String issuer;
    private final Clock clock;
    private final KeyPair keys = generate();

    /**
     * A provider with a key of its own. One that an account does not know is made so, too: whoever has its issuer still lacks its key.
     *
     * @param issuer URL without a trailing slash
     */
    public IdentityProvider(String issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String issuer() {
        return issuer;
    }

    /** A token for STS that lives a quarter of an hour. */
    public String token(String subject) {
        return token(subject, AUDIENCE, LIFE);
    }

    /** @param life from now on; may be over */
    public String token(String subject, String audience, Duration life) {
        Instant now = clock.instant();
        return sign(JSON.createObjectNode()
                .put("iss", issuer)
                .put("sub", subject)
                .put("aud", audience)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(life).getEpochSecond()));
    }

    /** Any claims at all, with this provider's signature. */
    public String sign(ObjectNode claims) {
        ObjectNode header =
                JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT").put("kid", KEY_ID);
        String signed = encoded(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Takes a token that this provider signed for STS and that still lives.
     *
     * @return its subject
     * @throws AwsError InvalidIdentityToken or ExpiredTokenException (STS: AssumeRoleWithWebIdentity)
     */
    String verify(String token) throws AwsError {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw unreadable();
        }
        JsonNode claims = read(parts[1]);
        for (String claim : List.of("iss", "aud", "sub", "iat", "exp")) {
            if (!claims.hasNonNull(claim)) {
                throw invalid("Missing a required claim: " + claim);
            }
        }
        if (!claims.path("iss").asText().equals(issuer)) {
            throw invalid("No OpenIDConnect provider found in your account for "
                    + claims.path("iss").asText());
        }
        requireKey(read(parts[0]));
        requireSignature(parts);
        if (!claims.path("aud").asText().equals(AUDIENCE)) {
            throw invalid("Incorrect token audience");
        }
        requireLiving(claims.path("exp"));
        return claims.path("sub").asText();
    }

    private static JsonNode read(String part) throws AwsError {
        try {
            JsonNode object = JSON.readTree(Base64.getUrlDecoder().decode(part));
            if (object != null && object.isObject()) {
                return object;
            }
        } catch (IllegalArgumentException | IOException notJson) {
            throw unreadable();
        }
        throw unreadable();
    }

    private static void requireKey(JsonNode header) throws AwsError {
        boolean known = header.path("alg").asText().equals("RS256")
                && header.path("kid").asText().equals(KEY_ID);
        if (!known) {
            throw unverifiable();
        }
    }

    // AWS documents the code, not a sentence of its own for a signature that the provider's key did not make.
    private void requireSignature(String[] parts) throws AwsError {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                throw unverifiable();
            }
        } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
            throw unverifiable();
        }
    }

    private void requireLiving(JsonNode expiry) throws AwsError {
        if (!expiry.isNumber()) {
            throw unreadable();
        }
        Instant now = clock.instant();
        Instant end = Instant.ofEpochSecond(expiry.longValue());
        if (!now.isBefore(end)) {
            throw AwsError.badRequest(
                    "ExpiredTokenException",
                    "Token expired: current date/time " + now.getEpochSecond()
                            + " must be before the expiration date/time " + end.getEpochSecond());
        }
    }

    private static AwsError unreadable() {
        return invalid(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
    }

    private static AwsError unverifiable() {
        return invalid("Couldn't retrieve verification key from your identity provider,  please reference"
                + " AssumeRoleWithWebIdentity documentation for requirements");
    }

    private static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidIdentityToken", message);
    }
}
