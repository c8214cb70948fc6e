package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.wire.BytesMessage;
import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.buildkit.wire.NoFields;
import io.github.ecsmaven.buildkit.wire.ProtoReader;
import io.github.ecsmaven.image.BuildSecret;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import io.github.ecsmaven.image.SshAgent;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a builder gets from the session, asked as a builder asks. */
@Timeout(20)
class SessionServicesTest {
    private final SessionFailure failure = new SessionFailure();
    private final BlockingQueue<String> fromAgent = new LinkedBlockingQueue<>();
    private SessionServer server;
    private ManagedChannel builder;

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        if (builder != null) {
            builder.shutdownNow();
            server.close();
        }
    }

    @Test
    void knowsDockerHubByAllItsNames() throws IOException {
        Keychain keychain = registry -> Optional.ofNullable(
                        Map.of("docker.io", "hub", "127.0.0.1:5000", "local").get(registry))
                .map(user -> new RegistryCredentials(user, "pw"));
        serve(new AuthService(keychain, failure));

        assertThat(credentials("registry-1.docker.io")).isEqualTo("hub pw");
        assertThat(credentials("index.docker.io")).isEqualTo("hub pw");
        assertThat(credentials("docker.io")).isEqualTo("hub pw");
        assertThat(credentials("127.0.0.1:5000")).isEqualTo("local pw");
        assertThat(credentials("quay.io")).isEqualTo(" ");
    }

    @Test
    void givesAnIdentityTokenWithoutAUserName() throws IOException {
        serve(new AuthService(registry -> Optional.of(new RegistryCredentials("<token>", "jwt")), failure));

        assertThat(credentials("acme.azurecr.io")).isEqualTo(" jwt");
    }

    @Test
    void remembersWhyAKeychainFailed() throws IOException {
        ActionableException expired = new ActionableException("Your SSO session has ended.", "aws sso login");
        serve(new AuthService(
                registry -> {
                    throw expired;
                },
                failure));

        assertThatThrownBy(() -> credentials("quay.io"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
        assertThat(failure.get()).containsSame(expired);
    }

    @Test
    void givesASecretOnlyByItsId() throws IOException {
        serve(new SecretsService(List.of(BuildSecret.ofText("npm", "hush")), failure));

        assertThat(secret("npm")).isEqualTo("hush");
        assertThatThrownBy(() -> secret("other"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
        assertThat(failure.get()).isEmpty();
        assertThat(failure.missingSecret()).contains("other");
    }

    @Test
    void saysWhichFileOfASecretCannotBeRead() throws IOException {
        serve(new SecretsService(List.of(BuildSecret.ofFile("npm", directory.resolve("gone"))), failure));

        assertThatThrownBy(() -> secret("npm")).isInstanceOf(StatusRuntimeException.class);
        assertThat(failure.get()).hasValueSatisfying(cause -> assertThat(cause)
                .hasMessageContainingAll(directory.resolve("gone").toString(), "'npm'", "<buildSecrets>"));
    }

    @Test
    void letsAStepTalkToTheAgentItNames() throws Exception {
        try (TestAgent agent = TestAgent.start(directory.resolve("agent"), said -> "pong")) {
            serve(new SshService(List.of(new SshAgent("git", agent.socket())), failure));

            StreamObserver<BytesMessage> toAgent = forward("git");
            toAgent.onNext(new BytesMessage("ping".getBytes(StandardCharsets.UTF_8)));

            assertThat(fromAgent.poll(10, TimeUnit.SECONDS)).isEqualTo("pong");
            assertThat(agent.heard()).isEqualTo("ping");
            toAgent.onCompleted();
        }
    }

    @Test
    void knowsNoAgentThatItWasNotGiven() throws Exception {
        try (TestAgent agent = TestAgent.start(directory.resolve("agent"), said -> "")) {
            serve(new SshService(List.of(new SshAgent("default", agent.socket())), failure));

            assertThat(check("")).isEqualTo(new NoFields());
            assertThat(check("default")).isEqualTo(new NoFields());
            assertThatThrownBy(() -> check("git"))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
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

        forward("git");

        assertThat(fromAgent.poll(10, TimeUnit.SECONDS)).isEqualTo("NOT_FOUND");
    }

    @Test
    void announcesItsMethods() {
        assertThat(new AuthService(Keychain.empty(), failure).methods())
                .containsExactly("/moby.filesync.v1.Auth/Credentials");
        assertThat(new SshService(List.of(), failure).methods())
                .containsExactly("/moby.sshforward.v1.SSH/CheckAgent", "/moby.sshforward.v1.SSH/ForwardAgent");
    }

    private void serve(SessionService service) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(listening.getInetAddress(), listening.getLocalPort());
            server = SessionServer.start(listening.accept(), List.of(service));
            builder = OkHttpChannelBuilder.forAddress("localhost", 1)
                    .usePlaintext()
                    .socketFactory(new DialingSockets(() -> client))
                    .build();
        }
    }

    private String credentials(String host) {
        return ask("moby.filesync.v1.Auth", "Credentials", host, in -> {
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

    private String secret(String id) {
        return ask("moby.buildkit.secrets.v1.Secrets", "GetSecret", id, in -> Named.read(in)
                .name());
    }

    private NoFields check(String id) {
        return ask("moby.sshforward.v1.SSH", "CheckAgent", id, NoFields::read);
    }

    private <T> T ask(String service, String method, String name, Function<ProtoReader, T> answer) {
        MethodDescriptor<Named, T> called = Messages.method(
                MethodDescriptor.MethodType.UNARY, service, method, Messages.<Named>sent(), Messages.received(answer));
        return ClientCalls.blockingUnaryCall(builder, called, CallOptions.DEFAULT, new Named(name));
    }

    private StreamObserver<BytesMessage> forward(String id) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("buildkit.ssh.id", Metadata.ASCII_STRING_MARSHALLER), id);
        MethodDescriptor<BytesMessage, BytesMessage> called = Messages.method(
                MethodDescriptor.MethodType.BIDI_STREAMING,
                "moby.sshforward.v1.SSH",
                "ForwardAgent",
                Messages.both(BytesMessage::read),
                Messages.both(BytesMessage::read));
        return ClientCalls.asyncBidiStreamingCall(
                ClientInterceptors.intercept(builder, MetadataUtils.newAttachHeadersInterceptor(headers))
                        .newCall(called, CallOptions.DEFAULT),
                new StreamObserver<>() {
                    @Override
                    public void onNext(BytesMessage message) {
                        fromAgent.add(new String(message.data(), StandardCharsets.UTF_8));
                    }

                    @Override
                    public void onError(Throwable lost) {
                        fromAgent.add(Status.fromThrowable(lost).getCode().toString());
                    }

                    @Override
                    public void onCompleted() {}
                });
    }
}
