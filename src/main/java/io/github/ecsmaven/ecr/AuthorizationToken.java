package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.RegistryCredentials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;

/** What {@code GetAuthorizationToken} gave. Neither the SDK's answer nor the token may reach a log: both are the password. */
record AuthorizationToken(RegistryCredentials credentials, Instant expiresAt) {

    static AuthorizationToken fetch(EcrClient ecr, String region) {
        try {
            return ecr.getAuthorizationToken().authorizationData().stream()
                    .findFirst()
                    .map(data -> read(data, region))
                    .orElseThrow(() -> unreadable(region));
        } catch (SdkException e) {
            throw EcrFailures.explain("log in to Amazon ECR in " + region, e);
        }
    }

    private static AuthorizationToken read(AuthorizationData data, String region) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(data.authorizationToken()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            // Its message would show a part of the token.
            throw unreadable(region);
        }
        int colon = decoded.indexOf(':');
        if (colon < 0) {
            throw unreadable(region);
        }
        return new AuthorizationToken(
                new RegistryCredentials(decoded.substring(0, colon), decoded.substring(colon + 1)), data.expiresAt());
    }

    private static ActionableException unreadable(String region) {
        return new ActionableException(
                "Could not log in to Amazon ECR in " + region + ": its authorization token cannot be read.",
                "Check what answers at <endpoint> or AWS_ENDPOINT_URL; AWS itself gives user and password in base64.");
    }
}
