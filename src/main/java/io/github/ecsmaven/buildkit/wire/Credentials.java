package io.github.ecsmaven.buildkit.wire;

/**
 * {@code moby.filesync.v1.CredentialsResponse}. {@link #toString()} hides the secret.
 *
 * @param username user name; empty when the registry is to be asked without, or the secret is an identity token
 * @param secret password or identity token
 */
public record Credentials(String username, String secret) implements Message {
    public static final Credentials NONE = new Credentials("", "");

    @Override
    public void writeTo(ProtoWriter out) {
        out.text(1, username).text(2, secret);
    }

    @Override
    public String toString() {
        return "Credentials[username=" + username + ", secret=***]";
    }
}
