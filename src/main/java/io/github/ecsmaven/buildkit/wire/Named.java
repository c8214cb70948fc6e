package io.github.ecsmaven.buildkit.wire;

/**
 * Requests whose first field is a name, the only thing of interest: {@code CredentialsRequest} (host), {@code GetSecretRequest} (id),
 * {@code StatusRequest} (ref).
 *
 * @param name the value of field 1
 */
public record Named(String name) implements Message {
    public static Named read(ProtoReader in) {
        String name = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                name = in.text();
            } else {
                in.skip();
            }
        }
        return new Named(name);
    }

    @Override
    public void writeTo(ProtoWriter out) {
        out.text(1, name);
    }
}
