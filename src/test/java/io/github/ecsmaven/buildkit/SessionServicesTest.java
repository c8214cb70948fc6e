package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.grpc.GrpcCall;
import io.github.ecsmaven.buildkit.grpc.GrpcClient;
import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.grpc.Headers;
import io.github.ecsmaven.buildkit.wire.BytesMessage;
import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.buildkit.wire.NoFields;
import io.github.ecsmaven.buildkit.wire.ProtoReader;
import io.github.ecsmaven.image.BuildSecret;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import io.github.ecsmaven.image.SshAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a builder gets from the session, asked as a builder asks. */
@Timeout(20)
class SessionServicesTest {
    private final SessionFailure failure = new SessionFailure();
    private SessionServer server;
    private GrpcClient builder;

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        if (builder != null) {
            builder.close();
            server.close();
        }
    }

    @Test
    void knowsDockerHubByAllItsNames() throws Exception {
        Keychain keychain = registry -> Optional.ofNullable(
                        Map.of("docker.io", "hub", "127.0.0.1:5000", "local").get(registry))
                .map(user -> new RegistryCredentials(user, "pw"));
        serve(new AuthService(keychain, Set.of("docker.io", "127.0.0.1:5000", "quay.io"), failure));

        assertThat(credentials("registry-1.docker.io")).isEqualTo("hub pw");
        assertThat(credentials("index.docker.io")).isEqualTo("hub pw");
        assertThat(credentials("docker.io")).isEqualTo("hub pw");
        assertThat(credentials("127.0.0.1:5000")).isEqualTo("local pw");
        assertThat(credentials("quay.io")).isEqualTo(" ");
    }

    @Test
    void givesAnIdentityTokenWithoutAUserName() throws Exception {
        serve(new AuthService(
                registry -> Optional.of(new RegistryCredentials("<token>", "jwt")),
                Set.of("acme.azurecr.io"),
                failure));

        assertThat(credentials("acme.azurecr.io")).isEqualTo(" jwt");
    }

    @Test
    void hasNothingForARegistryThatTheBuildDoesNotName() throws Exception {
        serve(new AuthService(
                registry -> Optional.of(new RegistryCredentials("alice", "pw")), Set.of("quay.io"), failure));

        assertThat(credentials("quay.io")).isEqualTo("alice pw");
        assertThat(credentials("registry.example.com")).isEqualTo(" ");
        assertThat(credentials("docker.io")).isEqualTo(" ");
    }

    @Test
    void remembersWhyAKeychainFailed() throws Exception {
        ActionableException expired = new ActionableException("Your SSO session has ended.", "aws sso login");
        serve(new AuthService(
                registry -> {
                    throw expired;
                },
                Set.of("quay.io"),
                failure));

        assertThatThrownBy(() -> credentials("quay.io"))
                .isInstanceOfSatisfying(GrpcException.class, refusal -> assertThat(refusal.status())
                        .isEqualTo(GrpcStatus.UNAUTHENTICATED));
        assertThat(failure.get()).containsSame(expired);
    }

    @Test
    void givesASecretOnlyByItsId() throws Exception {
        serve(new SecretsService(List.of(BuildSecret.ofText("npm", "hush")), failure));

        assertThat(secret("npm")).isEqualTo("hush");
        assertThatThrownBy(() -> secret("other"))
                .isInstanceOfSatisfying(GrpcException.class, refusal -> assertThat(refusal.status())
                        .isEqualTo(GrpcStatus.NOT_FOUND));
        assertThat(failure.get()).isEmpty();
        assertThat(failure.missingSecret()).contains("other");
    }

    @Test
    void saysWhichFileOfASecretCannotBeRead() throws Exception {
        serve(new SecretsService(List.of(BuildSecret.ofFile("npm", directory.resolve("gone"))), failure));

        assertThatThrownBy(() -> secret("npm")).isInstanceOf(GrpcException.class);
        assertThat(failure.get()).hasValueSatisfying(cause -> assertThat(cause)
                .hasMessageContainingAll(directory.resolve("gone").toString(), "'npm'", "<buildSecrets>"));
    }

    @Test
    void letsAStepTalkToTheAgentItNames() throws Exception {
        try (TestAgent agent = TestAgent.start(directory.resolve("agent"), said -> "pong")) {
            serve(new SshService(List.of(new SshAgent("git", agent.socket())), failure));

            GrpcCall toAgent = forward("git");
            toAgent.send(new BytesMessage("ping".getBytes(StandardCharsets.UTF_8)).toByteArray());

            assertThat(said(toAgent)).isEqualTo("pong");
            assertThat(agent.heard()).isEqualTo("ping");
            toAgent.endSending();
            assertThat(said(toAgent)).isEqualTo("nothing more");
        }
    }

    @Test
    void knowsNoAgentThatItWasNotGiven() throws Exception {
        try (TestAgent agent = TestAgent.start(directory.resolve("agent"), said -> "")) {
            serve(new SshService(List.of(new SshAgent("default", agent.socket())), failure));

            assertThat(check("")).isEqualTo(new NoFields());
            assertThat(check("default")).isEqualTo(new NoFields());
            assertThatThrownBy(() -> check("git"))
                    .isInstanceOfSatisfying(GrpcException.class, refusal -> assertThat(refusal.status())
                            .isEqualTo(GrpcStatus.NOT_FOUND));
            assertThat(failure.missingAgent()).contains("git");
        }
    }

    @Test
    void saysThatAnAgentIsDead() throws Exception {
        Path socket = directory.resolve("agent");
        TestAgent.start(socket, said -> "").close();

        assertThatThrownBy(() -> SshService.requireAnswer(new SshAgent("default", socket)))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(socket.toString(), "Connection refused", "ssh-agent");
    }

    @Test
    void hangsUpOnAStepThatNamesNoAgent() throws Exception {
        serve(new SshService(List.of(), failure));

        GrpcCall step = forward("git");

        assertThatThrownBy(step::receive)
                .isInstanceOfSatisfying(GrpcException.class, refusal -> assertThat(refusal.status())
                        .isEqualTo(GrpcStatus.NOT_FOUND));
    }

    @Test
    void announcesItsMethods() {
        assertThat(new AuthService(Keychain.empty(), Set.of(), failure).methods())
                .containsExactly("/moby.filesync.v1.Auth/Credentials");
        assertThat(new SshService(List.of(), failure).methods())
                .containsExactly("/moby.sshforward.v1.SSH/CheckAgent", "/moby.sshforward.v1.SSH/ForwardAgent");
    }

    private void serve(SessionService service) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(listening.getInetAddress(), listening.getLocalPort());
            server = SessionServer.start(listening.accept(), List.of(service));
            builder = GrpcClient.over(client);
        }
    }

    private String credentials(String host) throws Exception {
        return ask("/moby.filesync.v1.Auth/Credentials", host, in -> {
            String username = "";
            String secret = "";
            for (int field = in.next(); field != 0; field = in.next()) {
                if (field == 1) {
                    username = in.text();
                } else {
                    secret = in.text();
                }
            }
            return username + " " + secret;
        });
    }

    private String secret(String id) throws Exception {
        return ask("/moby.buildkit.secrets.v1.Secrets/GetSecret", id, in -> Named.read(in)
                .name());
    }

    private NoFields check(String id) throws Exception {
        return ask("/moby.sshforward.v1.SSH/CheckAgent", id, NoFields::read);
    }

    private <T> T ask(String method, String name, Function<ProtoReader, T> answer) throws Exception {
        byte[] request = new Named(name).toByteArray();
        return Messages.read(builder.ask(method, request, Duration.ofSeconds(10)), answer);
    }

    private GrpcCall forward(String id) throws Exception {
        return builder.call("/moby.sshforward.v1.SSH/ForwardAgent", new Headers().with("buildkit.ssh.id", id));
    }

    private static String said(GrpcCall agent) throws Exception {
        Optional<byte[]> message = agent.receive();
        return message.isEmpty()
                ? "nothing more"
                : new String(Messages.read(message.get(), BytesMessage::read).data(), StandardCharsets.UTF_8);
    }
}
