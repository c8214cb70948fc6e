package io.github.ecsmaven.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.PushResponseItem;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.ecr.StoredImage;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;

/** What a real Docker Engine makes of the registry: the texts are the engine's own. */
@Tag("engine")
class EngineTest {
    private static final String SMALL =
            "ecr-sandbox-test:small-" + ProcessHandle.current().pid();
    private static final String BIG =
            "ecr-sandbox-test:big-" + ProcessHandle.current().pid();
    private static final int FIVE_MEGABYTES = 5 << 20;

    private static DockerClient docker;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final Set<String> images = new HashSet<>();
    private RegistryClient registry;

    @BeforeAll
    static void buildImages(@TempDir Path context) throws Exception {
        docker = connect();
        build(context, SMALL, new byte[] {1, 2, 3});
        byte[] noise = new byte[FIVE_MEGABYTES];
        new Random(7).nextBytes(noise);
        build(context, BIG, noise);
    }

    @AfterAll
    static void removeImages() throws Exception {
        remove(SMALL);
        remove(BIG);
        docker.close();
    }

    private static DockerClient connect() {
        System.setProperty("org.slf4j.simpleLogger.log.com.github.dockerjava", "error");
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        return DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    @BeforeEach
    void logIn() {
        sandbox.ecr().createRepository("shop");
        registry = new RegistryClient(sandbox);
    }

    @AfterEach
    void stop() {
        images.forEach(EngineTest::remove);
        sandbox.close();
    }

    private static void build(Path context, String image, byte[] content) throws Exception {
        Files.write(context.resolve("content"), content);
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY content /content\n");
        docker.buildImageCmd(context.toFile())
                .withTags(Set.of(image))
                .exec(new BuildImageResultCallback())
                .awaitImageId();
    }

    private static void remove(String image) {
        docker.removeImageCmd(image).withForce(true).exec();
    }

    private String tag(String image, String repository, String tag) {
        String name = sandbox.registry() + "/" + repository;
        docker.tagImageCmd(image, name, tag).exec();
        images.add(name + ":" + tag);
        return name + ":" + tag;
    }

    /** The engine's error, or the last line of its stream. */
    private String push(String image) throws Exception {
        return push(image, registry.password());
    }

    private String push(String image, String password) throws Exception {
        AuthConfig auth =
                new AuthConfig().withUsername("AWS").withPassword(password).withRegistryAddress(sandbox.registry());
        List<String> lines = new ArrayList<>();
        docker.pushImageCmd(image)
                .withAuthConfig(auth)
                .exec(new ResultCallback.Adapter<PushResponseItem>() {
                    @Override
                    public void onNext(PushResponseItem item) {
                        if (item.isErrorIndicated()) {
                            lines.add(String.valueOf(item.getErrorDetail().getMessage()));
                        } else if (item.getStatus() != null) {
                            lines.add(item.getStatus());
                        }
                    }
                })
                .awaitCompletion();
        return lines.get(lines.size() - 1);
    }

    @Test
    void pushesAndPushesAgain() throws Exception {
        String image = tag(SMALL, "shop", "1");
        String digest = push(image).replaceAll(".*digest: (\\S+) .*", "$1");
        StoredImage stored = sandbox.ecr().image("shop", "1").orElseThrow();
        assertThat(stored.digest()).isEqualTo(digest);
        assertThat(stored.manifest().config())
                .isEqualTo(docker.inspectImageCmd(image).exec().getId());
        assertThat(sandbox.ecr().platforms(stored)).containsExactly("linux/amd64");
        sandbox.requestLog().clear();
        assertThat(push(image)).contains(digest);
        assertThat(sandbox.requestLog().writes()).containsExactly("registry:PutManifest");
    }

    @Test
    void pullsWhatWasPushedByTagAndByDigest() throws Exception {
        String image = tag(SMALL, "shop", "1");
        push(image);
        String id = docker.inspectImageCmd(image).exec().getId();
        String digest = sandbox.ecr().image("shop", "1").orElseThrow().digest();
        remove(image);
        pull(sandbox.registry() + "/shop@" + digest);
        pull(image);
        assertThat(docker.inspectImageCmd(image).exec().getId()).isEqualTo(id);
    }

    private void pull(String image) throws Exception {
        AuthConfig auth = new AuthConfig()
                .withUsername("AWS")
                .withPassword(registry.password())
                .withRegistryAddress(sandbox.registry());
        docker.pullImageCmd(image)
                .withAuthConfig(auth)
                .exec(new ResultCallback.Adapter<PullResponseItem>())
                .awaitCompletion();
    }

    @Test
    void isAskedForCredentials() throws Exception {
        String image = tag(SMALL, "shop", "1");
        // Docker Engine 28 hands the registry's words on, older ones have their own.
        assertThat(push(image, "wrong").strip())
                .isIn("unauthorized: authentication required", "unauthorized: Not Authorized");
        AuthConfig none = new AuthConfig();
        List<String> errors = new ArrayList<>();
        try {
            docker.pushImageCmd(image)
                    .withAuthConfig(none)
                    .exec(new ResultCallback.Adapter<PushResponseItem>() {
                        @Override
                        public void onNext(PushResponseItem item) {
                            if (item.isErrorIndicated()) {
                                errors.add(String.valueOf(item.getErrorDetail().getMessage()));
                            }
                        }
                    })
                    .awaitCompletion();
        } catch (DockerException refused) {
            errors.add(String.valueOf(refused.getMessage()));
        }
        assertThat(errors).singleElement().asString().contains("no basic auth credentials");
    }

    @Test
    void isToldThatItsTokenExpired() throws Exception {
        String image = tag(SMALL, "shop", "1");
        sandbox.ecr().tokens().expireAll();
        assertThat(push(image))
                .isEqualTo("denied: Your authorization token has expired. Reauthenticate and try again.");
        registry.logIn(Identities.CI);
        assertThat(push(image)).contains("digest: sha256:");
    }

    @Test
    void isToldThatTheRepositoryIsMissing() throws Exception {
        assertThat(push(tag(SMALL, "nope", "1")))
                .isEqualTo("name unknown: The repository with name 'nope' does not exist in the registry with id"
                        + " '123456789012'");
    }

    @Test
    void isToldThatTheTagIsImmutableEvenForTheSameImage() throws Exception {
        try (EcrClient ecr = SdkClients.ecr(sandbox)) {
            ecr.putImageTagMutability(r -> r.repositoryName("shop").imageTagMutability("IMMUTABLE"));
        }
        String image = tag(SMALL, "shop", "1");
        push(image);
        assertThat(push(image))
                .isEqualTo("tag invalid: The image tag '1' already exists in the 'shop' repository and cannot be"
                        + " overwritten because the repository is immutable.");
    }

    @Test
    void isToldWhichActionItMayNotDo() throws Exception {
        sandbox.identities().addUser("AKIAPULLER0000000000", "puller", Set.of("ecr:PutImage"));
        registry.logIn("AKIAPULLER0000000000");
        assertThat(push(tag(SMALL, "shop", "1")))
                .startsWith("denied: User: arn:aws:iam::123456789012:user/puller is not authorized to perform:"
                        + " ecr:PutImage on resource: ");
    }

    @Test
    void pushesLayersOfSeveralMegabytesAtOnce() throws Exception {
        String image = tag(BIG, "shop", "big");
        assertThat(push(image)).contains("digest: sha256:");
        assertThat(sandbox.ecr().image("shop", "big").orElseThrow().manifest().size())
                .isGreaterThan(FIVE_MEGABYTES);
    }
}
