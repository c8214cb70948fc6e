package io.github.ecsmaven.sandbox.registry;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import io.github.ecsmaven.sandbox.http.LoopbackServer;
import java.io.IOException;
import java.util.Set;

/** A registry as a company has one of its own: the sandbox's images on another port, behind one user and one password that last. */
public final class PasswordRegistry implements AutoCloseable {
    private final LoopbackServer server = LoopbackServer.bind(0);
    private final RegistryEndpoint endpoint;

    private PasswordRegistry(Sandbox sandbox, String user, String password) {
        Caller owner = new Caller("arn:aws:iam::" + sandbox.account() + ":user/" + user, sandbox.account(), Set.of());
        endpoint = new RegistryEndpoint(sandbox.ecr(), "http://" + host() + "/", (sentUser, sentPassword) -> {
            if (!sentUser.equals(user) || !sentPassword.equals(password)) {
                throw new AwsError(401, "UNAUTHORIZED", "Not Authorized");
            }
            return owner;
        });
    }

    /** Takes requests until {@link #close()}; every one without that user and password is answered 401. */
    public static PasswordRegistry start(Sandbox sandbox, String user, String password) {
        PasswordRegistry registry = new PasswordRegistry(sandbox, user, password);
        registry.server.serve(registry::answer);
        return registry;
    }

    private HttpResponse answer(HttpRequest request) throws IOException {
        try {
            return endpoint.answer(request, endpoint.operation(request));
        } catch (AwsError refused) {
            return endpoint.refusal(refused);
        }
    }

    /** Host and port that image references begin with. */
    public String host() {
        return "127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
