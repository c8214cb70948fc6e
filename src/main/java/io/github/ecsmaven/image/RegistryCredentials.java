package io.github.ecsmaven.image;

/**
 * What a registry wants to know before it serves. {@link #toString()} hides the secret.
 *
 * @param username user name; {@code AWS} for Amazon ECR; {@value #IDENTITY_TOKEN_USER} when the secret is an identity token
 * @param secret password or identity token
 */
public record RegistryCredentials(String username, String secret) {
    /** The user name by which Docker's credential helpers say that the secret is an OAuth2 identity token. */
    public static final String IDENTITY_TOKEN_USER = "<token>";

    /** Whether the secret is an identity token and not a password. */
    public boolean isIdentityToken() {
        return username.equals(IDENTITY_TOKEN_USER);
    }

    @Override
    public String toString() {
        return "RegistryCredentials[username=" + username + ", secret=***]";
    }
}
