package io.github.ecsmaven.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import io.github.ecsmaven.sandbox.ecr.Digests;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;

/** The registry's protocol, request by request. */
class RegistryEndpointTest {
    private static final byte[] BLOB = "some layer".getBytes(StandardCharsets.UTF_8);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
    private RegistryClient registry;

    @BeforeEach
    void logIn() {
        sandbox.ecr().createRepository("shop");
        registry = new RegistryClient(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void asksForBasicCredentials() throws Exception {
        registry.useBasic("AWS", "wrong");
        HttpResponse<String> answer = registry.get("/v2/");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"" + sandbox.endpoint() + "/\",service=\"ecr.amazonaws.com\"");
        assertThat(answer.body()).isEqualTo("Not Authorized\n");
    }

    @Test
    void takesATokenOnlyForTheUserAws() throws Exception {
        registry.useBasic("ci", registry.password());
        assertThat(registry.get("/v2/").statusCode()).isEqualTo(401);
    }

    @Test
    void endsTokensAfterTwelveHours() throws Exception {
        clock.advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(registry.get("/v2/").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        HttpResponse<String> answer = registry.get("/v2/");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("\"code\":\"DENIED\"")
                .contains("Your authorization token has expired. Reauthenticate and try again.");
    }

    @Test
    void letsTokensExpireInTheMiddleOfAPush() throws Exception {
        sandbox.faults().expireTokens("registry:CompleteUpload");
        String location = registry.startUpload("shop");
        HttpResponse<String> answer = registry.send("PUT", location + "?digest=" + Digests.of(BLOB), BLOB);
        assertThat(answer.body()).contains("authorization token has expired");
        registry.logIn("AKIAIOSFODNN7EXAMPLE");
        assertThat(registry.get("/v2/").statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotMakeRepositoriesOnPush() throws Exception {
        HttpResponse<String> answer = registry.send("POST", "/v2/nope/blobs/uploads/", new byte[0]);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("NAME_UNKNOWN")
                .contains("The repository with name 'nope' does not exist in the registry with id '123456789012'");
        assertThat(sandbox.ecr().repositoryNames()).containsExactly("shop");
    }

    @Test
    void takesABlobInChunksInOrder() throws Exception {
        String location = registry.startUpload("shop");
        HttpResponse<String> first = registry.send("PATCH", location, new byte[] {1, 2, 3}, "Content-Range", "0-2");
        assertThat(first.headers().firstValue("Range")).hasValue("0-2");
        assertThat(registry.send("PATCH", location, new byte[] {9}, "Content-Range", "7-7")
                        .statusCode())
                .isEqualTo(416);
        registry.send("PATCH", location, new byte[] {4}, "Content-Range", "3-3");
        String digest = Digests.of(new byte[] {1, 2, 3, 4});
        assertThat(registry.send("PUT", location + "?digest=" + digest, new byte[0])
                        .statusCode())
                .isEqualTo(201);
        assertThat(registry.send("HEAD", "/v2/shop/blobs/" + digest, new byte[0])
                        .headers()
                        .firstValue("Content-Length"))
                .hasValue("4");
        assertThat(registry.send("PATCH", location, new byte[] {5}).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesABlobOfAnotherDigest() throws Exception {
        String location = registry.startUpload("shop");
        String wrong = "sha256:" + "0".repeat(64);
        assertThat(registry.send("PUT", location + "?digest=" + wrong, BLOB).body())
                .contains("DIGEST_INVALID");
        assertThat(registry.send("HEAD", "/v2/shop/blobs/" + wrong, new byte[0]).statusCode())
                .isEqualTo(404);
    }

    @Test
    void keepsBlobsOfRepositoriesApart() throws Exception {
        sandbox.ecr().createRepository("other");
        String digest = registry.upload("shop", BLOB);
        assertThat(registry.get("/v2/other/blobs/" + digest).statusCode()).isEqualTo(404);
    }

    @Test
    void mountsABlobOnlyWhereTheAccountAllowsItAndAManifestRefersToIt() throws Exception {
        sandbox.ecr().createRepository("other");
        registry.push("shop", "1", "layer");
        String layer = Digests.of("layer".getBytes(StandardCharsets.UTF_8));
        String stray = registry.upload("shop", BLOB);
        assertThat(mount(layer)).isEqualTo(202);
        sandbox.ecr().registry().enableBlobMounting();
        assertThat(mount(stray)).isEqualTo(202);
        assertThat(mount(layer)).isEqualTo(201);
        assertThat(registry.send("HEAD", "/v2/other/blobs/" + layer, new byte[0])
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void givesABlobToNobodyBeforeAnImageRefersToIt() throws Exception {
        String digest = registry.upload("shop", "layer".getBytes(StandardCharsets.UTF_8));
        assertThat(registry.get("/v2/shop/blobs/" + digest).statusCode()).isEqualTo(404);
        registry.push("shop", "1", "layer");
        assertThat(registry.get("/v2/shop/blobs/" + digest).statusCode()).isEqualTo(200);
    }

    @Test
    void answers404ForAnArchivedImageUntilItIsPushedAgain() throws Exception {
        registry.push("shop", "1", "layer");
        String layer = Digests.of("layer".getBytes(StandardCharsets.UTF_8));
        archiveAll();
        assertThat(registry.get("/v2/shop/manifests/1").statusCode()).isEqualTo(404);
        assertThat(registry.get("/v2/shop/blobs/" + layer).statusCode()).isEqualTo(404);
        assertThat(registry.send("HEAD", "/v2/shop/blobs/" + layer, new byte[0]).statusCode())
                .isEqualTo(404);

        assertThat(registry.push("shop", "1", "layer").statusCode()).isEqualTo(201);
        assertThat(registry.get("/v2/shop/manifests/1").statusCode()).isEqualTo(200);
        assertThat(registry.get("/v2/shop/blobs/" + layer).statusCode()).isEqualTo(200);
    }

    @Test
    void endsTheUrlOfALayerAfterAnHour() throws Exception {
        registry.push("shop", "1", "layer");
        String digest = Digests.of("layer".getBytes(StandardCharsets.UTF_8));
        try (EcrClient ecr = SdkClients.ecr(sandbox)) {
            String path = URI.create(ecr.getDownloadUrlForLayer(
                                    r -> r.repositoryName("shop").layerDigest(digest))
                            .downloadUrl())
                    .getPath();
            assertThat(registry.get(path).statusCode()).isEqualTo(200);
            clock.advance(Duration.ofHours(1));
            assertThat(registry.get(path).statusCode()).isEqualTo(403);
        }
    }

    private void archiveAll() {
        try (EcrClient ecr = SdkClients.ecr(sandbox)) {
            ecr.putLifecyclePolicy(r -> r.repositoryName("shop")
                    .lifecyclePolicyText("{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"any\","
                            + "\"countType\":\"sinceImagePulled\",\"countUnit\":\"days\",\"countNumber\":30},"
                            + "\"action\":{\"type\":\"transition\",\"targetStorageClass\":\"archive\"}}]}"));
        }
        clock.advance(Duration.ofDays(31));
        assertThat(sandbox.ecr().applyLifecyclePolicy("shop")).isNotEmpty();
        registry.logIn("AKIAIOSFODNN7EXAMPLE");
    }

    private int mount(String digest) throws Exception {
        return registry.send("POST", "/v2/other/blobs/uploads/?mount=" + digest + "&from=shop", new byte[0])
                .statusCode();
    }

    @Test
    void refusesAManifestWithoutItsBlobs() throws Exception {
        HttpResponse<String> answer = registry.putManifest("shop", "1", RegistryClient.manifest(BLOB, BLOB));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("MANIFEST_BLOB_UNKNOWN");
    }

    @Test
    void givesAManifestByTagAndByDigestInTheBytesThatWerePushed() throws Exception {
        String digest = registry.push("shop", "1", "layer")
                .headers()
                .firstValue("Docker-Content-Digest")
                .orElseThrow();
        HttpResponse<String> byTag = registry.get("/v2/shop/manifests/1");
        assertThat(Digests.of(byTag.body().getBytes(StandardCharsets.UTF_8))).isEqualTo(digest);
        assertThat(byTag.headers().firstValue("Content-Type")).hasValue(RegistryClient.IMAGE);
        assertThat(registry.get("/v2/shop/manifests/" + digest).body()).isEqualTo(byTag.body());
        assertThat(registry.get("/v2/shop/tags/list").body()).isEqualTo("{\"name\":\"shop\",\"tags\":[\"1\"]}");
        assertThat(sandbox.ecr().image("shop", "1").orElseThrow().lastPulledAt())
                .isEqualTo(clock.instant());
    }

    @Test
    void doesNotGiveAManifestOfATypeThatWasNotAskedFor() throws Exception {
        registry.push("shop", "1", "layer");
        HttpResponse<String> answer = registry.send(
                "GET", "/v2/shop/manifests/1", new byte[0], "Accept", "application/vnd.oci.image.manifest.v1+json");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("MANIFEST_UNKNOWN");
    }

    @Test
    void leavesTheImageOfAMovedTagUntagged() throws Exception {
        registry.push("shop", "1", "first");
        registry.push("shop", "1", "second");
        assertThat(sandbox.ecr().images("shop"))
                .extracting(image -> image.tags().size())
                .containsExactly(0, 1);
    }

    @Test
    void protectsImmutableTagsButTheExcluded() throws Exception {
        try (EcrClient ecr = SdkClients.ecr(sandbox)) {
            ecr.putImageTagMutability(r -> r.repositoryName("shop")
                    .imageTagMutability("IMMUTABLE_WITH_EXCLUSION")
                    .imageTagMutabilityExclusionFilters(
                            f -> f.filterType("WILDCARD").filter("dev-*")));
        }
        registry.push("shop", "1", "first");
        HttpResponse<String> identical = registry.push("shop", "1", "first");
        assertThat(identical.statusCode()).isEqualTo(400);
        assertThat(identical.body())
                .contains("TAG_INVALID")
                .contains("The image tag '1' already exists in the 'shop' repository and cannot be overwritten because"
                        + " the tag is immutable.");
        registry.push("shop", "dev-1", "first");
        assertThat(registry.push("shop", "dev-1", "second").statusCode()).isEqualTo(201);
    }

    @Test
    void namesTheActionThatAPushIsDenied() throws Exception {
        sandbox.identities().addUser("AKIAPULLER0000000000", "puller", Set.of("ecr:InitiateLayerUpload"));
        registry.logIn("AKIAPULLER0000000000");
        HttpResponse<String> answer = registry.send("POST", "/v2/shop/blobs/uploads/", new byte[0]);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("User: arn:aws:iam::123456789012:user/puller is not authorized to perform:"
                        + " ecr:InitiateLayerUpload on resource: arn:aws:ecr:eu-west-1:123456789012:repository/shop");
    }

    @Test
    void throttlesInTheWordsOfRegistries() throws Exception {
        sandbox.faults().throttle("registry:PutManifest", 1);
        HttpResponse<String> answer = registry.push("shop", "1", "layer");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("TOOMANYREQUESTS");
    }

    @Test
    void slowsLayersDown() throws Exception {
        sandbox.faults().slow("registry:CompleteUpload", 1, 50_000);
        long start = System.nanoTime();
        registry.upload("shop", new byte[20_000]);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(350));
    }

    @Test
    void refusesWhatItDoesNotImplement() throws Exception {
        assertThat(registry.get("/v2/_catalog").body()).contains("UNSUPPORTED");
        assertThat(registry.send("DELETE", "/v2/shop/manifests/1", new byte[0]).statusCode())
                .isEqualTo(405);
    }
}
