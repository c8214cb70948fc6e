package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the engine on this machine makes of a registry's refusals. */
@Tag("engine")
@Timeout(60)
class ImagePusherEngineTest {
    @TempDir
    Path context;

    private final List<Duration> sleeps = new ArrayList<>();
    private final RenewingKeychain keychain = new RenewingKeychain();
    private EngineImages images;
    private BuiltImage image;

    @BeforeEach
    void buildImage() {
        images = new EngineImages(context);
        images.file("Dockerfile", "FROM scratch\nCOPY . /\n");
        image = images.build(ImageReference.parse("ecs-maven-plugin-test/push:1"));
    }

    @AfterEach
    void removeImages() {
        images.close();
    }

    @Test
    void saysThatTheRegistryKnowsNoSuchCredentialsAfterTryingNewOnes() {
        RefusingRegistry.Answer unauthorized = new RefusingRegistry.Answer(
                "401 Unauthorized", "Www-Authenticate: Basic realm=\"test\"", "Not Authorized");

        try (RefusingRegistry registry = new RefusingRegistry(request -> unauthorized)) {
            assertThat(refusalOfPushTo(registry.host()).reason()).isEqualTo(PushRefusal.UNAUTHENTICATED);
            assertThat(registry.requests())
                    .extracting(RefusingRegistry.Request::authorization)
                    .contains(basic("hunter1"), basic("hunter2"));
        }
    }

    @Test
    void saysThatTheTokenHasExpired() {
        assertThat(refusalOfUpload(
                        "403 Forbidden",
                        "DENIED",
                        "Your authorization token has expired. Reauthenticate and try again."))
                .isEqualTo(PushRefusal.TOKEN_EXPIRED);
        assertThat(keychain.forgotten).isEqualTo(1);
    }

    @Test
    void triesNewCredentialsWhenEveryRequestIsRefusedBecauseTheTokenHasExpired() {
        RefusingRegistry.Answer challenge =
                new RefusingRegistry.Answer("401 Unauthorized", "Www-Authenticate: Basic realm=\"test\"", "");
        RefusingRegistry.Answer expired = new RefusingRegistry.Answer(
                "403 Forbidden",
                "",
                error("DENIED", "Your authorization token has expired. Reauthenticate and try again."));

        try (RefusingRegistry registry =
                new RefusingRegistry(request -> request.authorization().isEmpty() ? challenge : expired)) {
            // containerd's image store begins with HEAD requests, whose answers have no body to say it in.
            PushRefusal told = images.engine().keepsImagesInContainerd()
                    ? PushRefusal.FORBIDDEN_UNEXPLAINED
                    : PushRefusal.TOKEN_EXPIRED;
            assertThat(refusalOfPushTo(registry.host()).reason()).isEqualTo(told);
            assertThat(registry.requests())
                    .extracting(RefusingRegistry.Request::authorization)
                    .contains(basic("hunter1"), basic("hunter2"));
        }
    }

    @Test
    void saysThatTheRepositoryIsMissing() {
        assertThat(refusalOfUpload(
                        "404 Not Found",
                        "NAME_UNKNOWN",
                        "The repository with name 'shop' does not exist in the registry with id '123456789012'"))
                .isEqualTo(PushRefusal.REPOSITORY_MISSING);
    }

    @Test
    void saysThatTheIdentityMayNotPush() {
        assertThat(refusalOfUpload(
                        "403 Forbidden",
                        "DENIED",
                        "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecr:InitiateLayerUpload on resource:"
                                + " arn:aws:ecr:eu-west-1:123456789012:repository/shop"))
                .isEqualTo(PushRefusal.FORBIDDEN);
    }

    @Test
    void retriesARegistryThatCannotBeReached() {
        assertThat(refusalOfPushTo("127.0.0.1:1").reason()).isEqualTo(PushRefusal.NETWORK);
        assertThat(sleeps).hasSize(4);
    }

    @Test
    void saysThatTheEngineHasNoSuchImage() {
        ImageReference neverBuilt = ImageReference.parse("127.0.0.1:1/shop:never-built");

        assertThat(refusalOf(neverBuilt).reason()).isEqualTo(PushRefusal.IMAGE_MISSING);
    }

    /** A registry that lets everybody in, and refuses to take a layer. */
    private PushRefusal refusalOfUpload(String status, String code, String message) {
        String error = error(code, message);
        Function<RefusingRegistry.Request, RefusingRegistry.Answer> answers = request -> {
            if (request.path().equals("/v2/")) {
                return new RefusingRegistry.Answer("200 OK", "", "");
            }
            return request.method().equals("HEAD")
                    ? new RefusingRegistry.Answer("404 Not Found", "", "")
                    : new RefusingRegistry.Answer(status, "", error);
        };
        try (RefusingRegistry registry = new RefusingRegistry(answers)) {
            PushRefusedException refusal = refusalOfPushTo(registry.host());
            assertThat(refusal).hasMessageContaining(message);
            return refusal.reason();
        }
    }

    private static String error(String code, String message) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
    }

    private PushRefusedException refusalOfPushTo(String registry) {
        ImageReference reference = ImageReference.parse(registry + "/shop:1");
        images.tag(image, reference);
        return refusalOf(reference);
    }

    private PushRefusedException refusalOf(ImageReference reference) {
        List<PushRefusedException> refusals = new ArrayList<>();
        ImagePusher pusher = images.pusher(sleeps::add, new Random(1));
        assertThatThrownBy(() -> pusher.push(reference, keychain, new PushListener() {}))
                .isInstanceOfSatisfying(PushRefusedException.class, refusals::add)
                .hasMessageNotContaining("hunter1")
                .hasMessageNotContaining("hunter2");
        return refusals.get(0);
    }

    private static String basic(String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(("AWS:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static final class RenewingKeychain implements Keychain {
        private int forgotten;

        @Override
        public Optional<RegistryCredentials> credentialsFor(String registry) {
            return Optional.of(new RegistryCredentials("AWS", forgotten == 0 ? "hunter1" : "hunter2"));
        }

        @Override
        public void forget(String registry) {
            forgotten++;
        }
    }
}
