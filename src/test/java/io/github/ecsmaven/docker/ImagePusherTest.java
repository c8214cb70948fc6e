package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePusherTest {
    private static final ImageReference SHOP =
            ImageReference.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/timeout-shop:1.4");
    private static final Digest DIGEST = new Digest("sha256:" + "ab".repeat(32));
    private static final String PUSHED = "{'status': '1.4: digest: " + DIGEST + " size: 528'}";
    private static final String EXPIRED =
            "{'errorDetail': {'message': 'denied: Your authorization token has expired. Reauthenticate and try again.'},"
                    + " 'error': 'denied: …'}";

    private final Deque<List<String>> answers = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private final List<Duration> sleeps = new ArrayList<>();
    private final CountingKeychain keychain = new CountingKeychain();

    @Test
    void readsTheDigestFromTheStatusLine() throws IOException {
        answer(
                "{'status': 'The push refers to repository [123456789012.dkr.ecr.eu-west-1.amazonaws.com/timeout-shop]'}",
                "{'status': 'Preparing', 'progressDetail': {}, 'id': '5f70bf18a086'}",
                "{'status': 'Pushing', 'progressDetail': {'current': 512, 'total': 1024}, 'progress': '[=>]', 'id': '5f70bf18a086'}",
                "{'status': 'Layer already exists', 'progressDetail': {}, 'id': '4d2a9c1f2b3e'}",
                PUSHED);

        assertThat(push()).isEqualTo(DIGEST);
        assertThat(events)
                .containsExactly(
                        "5f70bf18a086 Preparing 0/0",
                        "5f70bf18a086 Pushing 512/1024",
                        "4d2a9c1f2b3e Layer already exists 0/0",
                        "pushed " + DIGEST);
    }

    @Test
    void readsTheDigestFromTheAuxiliaryItem() throws IOException {
        answer("{'progressDetail': {}, 'aux': {'Tag': '1.4', 'Digest': '" + DIGEST + "', 'Size': 528}}");

        assertThat(push()).isEqualTo(DIGEST);
    }

    @Test
    void failsWhenNoDigestWasSeen() {
        answer("{'status': 'Pushed', 'id': '5f70bf18a086'}");

        assertThatThrownBy(this::push)
                .isInstanceOf(PushRefusedException.class)
                .hasMessageContainingAll(SHOP.toString(), "without a digest");
        assertThat(events).doesNotContain("pushed " + DIGEST);
    }

    @Test
    void triesOnceMoreWithNewCredentialsWhenTheTokenHasExpired() throws IOException {
        answer(EXPIRED);
        answer(PUSHED);

        assertThat(push()).isEqualTo(DIGEST);
        assertThat(keychain.given).containsExactly("token 1", "token 2");
        assertThat(sleeps).isEmpty();
        assertThat(events).containsExactly("renewing TOKEN_EXPIRED", "pushed " + DIGEST);
    }

    @Test
    void triesOnceMoreWithNewCredentialsWhenTheRegistryDoesNotSayWhyItRefuses() throws IOException {
        answer(
                "{'error': 'unknown: unexpected status from HEAD request to https://x/v2/shop/blobs/sha256:00: 403 Forbidden'}");
        answer(PUSHED);

        assertThat(push()).isEqualTo(DIGEST);
        assertThat(keychain.given).containsExactly("token 1", "token 2");
    }

    @Test
    void doesNotAskForCredentialsAThirdTime() {
        answer(EXPIRED);
        answer(EXPIRED);

        assertRefused(PushRefusal.TOKEN_EXPIRED);
        assertThat(keychain.given).containsExactly("token 1", "token 2");
    }

    @Test
    void retriesFailuresOfTheNetworkWithGrowingDelays() throws IOException {
        String reset =
                "{'errorDetail': {'message': 'read tcp 10.0.0.1: read: connection reset by peer'}, 'error': 'x'}";
        answer(reset);
        answer(reset);
        answer("{'error': 'received unexpected HTTP status: 503 Service Unavailable'}");
        answer("{'error': 'toomanyrequests: Rate exceeded'}");
        answer(PUSHED);

        assertThat(push()).isEqualTo(DIGEST);
        assertThat(sleeps).hasSize(4);
        assertThat(sleeps.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(sleeps).allMatch(delay -> delay.compareTo(Duration.ofSeconds(16)) <= 0);
    }

    @Test
    void givesUpAfterFiveAttempts() {
        for (int i = 0; i < 5; i++) {
            answer("{'error': 'net/http: TLS handshake timeout'}");
        }

        assertRefused(PushRefusal.NETWORK);
        assertThat(sleeps).hasSize(4);
    }

    @Test
    void neverRepeatsARefusal() {
        answer(
                "{'error': 'name unknown: The repository with name \\'timeout-shop\\' does not exist in the registry with id"
                        + " \\'123456789012\\''}");

        assertRefused(PushRefusal.REPOSITORY_MISSING);
        assertThat(sleeps).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no basic auth credentials | UNAUTHENTICATED
            unauthorized: authentication required | UNAUTHENTICATED
            unexpected status from HEAD request to http://127.0.0.1:5001/v2/shop/blobs/x: 401 Unauthorized | UNAUTHENTICATED
            denied: Your authorization token has expired. Reauthenticate and try again. | TOKEN_EXPIRED
            name unknown: The repository with name 'x' does not exist in the registry with id '123456789012' | REPOSITORY_MISSING
            denied: User: arn:aws:iam::1:user/ci is not authorized to perform: ecr:InitiateLayerUpload on resource: x | FORBIDDEN
            denied: requested access to the resource is denied | FORBIDDEN
            unexpected status from POST request to https://x/v2/shop/blobs/uploads/: 403 Forbidden: denied: User: x is not authorized to perform: ecr:InitiateLayerUpload | FORBIDDEN
            unexpected status from POST request to https://x/v2/shop/blobs/uploads/: 403 Forbidden: denied: Your authorization token has expired. | TOKEN_EXPIRED
            unknown: unexpected status from HEAD request to https://x/v2/shop/blobs/sha256:00: 403 Forbidden | FORBIDDEN_UNEXPLAINED
            unexpected status from HEAD request to https://x/v2/shop/manifests/1: 403 | FORBIDDEN_UNEXPLAINED
            error parsing HTTP 403 response body: unexpected end of JSON input: "" | FORBIDDEN_UNEXPLAINED
            tag invalid: The image tag '1' already exists in the 'x' repository and cannot be overwritten because the repository is immutable. | TAG_IMMUTABLE
            failed commit on ref "x": unexpected status: 400 Bad Request: the tag is immutable | TAG_IMMUTABLE
            An image does not exist locally with the tag: shop | IMAGE_MISSING
            tag does not exist: shop:1 | IMAGE_MISSING
            toomanyrequests: Rate exceeded | THROTTLED
            unexpected status from PUT request to https://x/: 429 Too Many Requests | THROTTLED
            received unexpected HTTP status: 500 Internal Server Error | SERVER
            unexpected status from PUT request to https://x/: 502 Bad Gateway | SERVER
            Get "https://x/v2/": net/http: TLS handshake timeout | NETWORK
            Head "http://127.0.0.1:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused | NETWORK
            Put "https://x/v2/": EOF | NETWORK
            Get "https://x/v2/": x509: certificate signed by unknown authority | OTHER
            """)
    void knowsTheRegistrysSentence(String sentence, PushRefusal reason) {
        assertThat(PushRefusal.of(sentence)).isEqualTo(reason);
    }

    @Test
    void takesNoNameForAReason() {
        assertThat(PushRefusedException.of(SHOP, "manifest for " + SHOP.repository() + " is odd")
                        .reason())
                .isEqualTo(PushRefusal.OTHER);
    }

    private void assertRefused(PushRefusal reason) {
        assertThatThrownBy(this::push)
                .isInstanceOfSatisfying(PushRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    private void answer(String... items) {
        answers.add(Arrays.stream(items)
                .map(item -> item.replace("\\'", "’").replace('\'', '"').replace('’', '\''))
                .toList());
    }

    private Digest push() throws IOException {
        return new ImagePusher(this::replay, PushPatience.USUAL, sleeps::add, new Random(1))
                .push(SHOP, keychain, new Recorder());
    }

    private Digest replay(ImageReference reference, Optional<RegistryCredentials> credentials, PushListener listener) {
        PushOutput output = new PushOutput(reference, listener);
        for (String item : answers.remove()) {
            try {
                output.accept(JsonTree.read(item.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return output.digest();
    }

    private static final class CountingKeychain implements Keychain {
        private final List<String> given = new ArrayList<>();
        private int generation = 1;

        @Override
        public Optional<RegistryCredentials> credentialsFor(String registry) {
            String secret = "token " + generation;
            if (!given.contains(secret)) {
                given.add(secret);
            }
            return Optional.of(new RegistryCredentials("AWS", secret));
        }

        @Override
        public void forget(String registry) {
            generation++;
        }
    }

    private final class Recorder implements PushListener {
        @Override
        public void layer(ImageReference reference, LayerProgress progress) {
            events.add(progress.layer() + " " + progress.status() + " " + progress.current() + "/" + progress.total());
        }

        @Override
        public void retrying(ImageReference reference, PushRefusedException refusal, Duration delay) {
            events.add("retrying " + refusal.reason());
        }

        @Override
        public void renewing(ImageReference reference, PushRefusedException refusal) {
            events.add("renewing " + refusal.reason());
        }

        @Override
        public void pushed(ImageReference reference, Digest digest) {
            events.add("pushed " + digest);
        }
    }
}
