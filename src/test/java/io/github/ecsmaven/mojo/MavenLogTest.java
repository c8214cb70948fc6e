package io.github.ecsmaven.mojo;

import io.github.ecsmaven.buildkit.BuilderInfo;
import io.github.ecsmaven.context.ContentChanges;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.docker.EngineInfo;
import io.github.ecsmaven.docker.PushListener.LayerProgress;
import io.github.ecsmaven.docker.Refusals;
import io.github.ecsmaven.ecr.Encryption;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.LifecycleRule;
import io.github.ecsmaven.ecr.LifecycleRule.Selection;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryChange;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecr.RepositoryWarning;
import io.github.ecsmaven.ecr.SettingChange;
import io.github.ecsmaven.ecr.TagMutability;
import io.github.ecsmaven.ecr.TagMutability.Mode;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.BuilderSettings;
import io.github.ecsmaven.release.ContentConfirmation.Objection;
import io.github.ecsmaven.release.ImageContent;
import io.github.ecsmaven.release.ImageDecision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Everything that is said while image and repository are made: {@code src/test/resources/mojo/maven-log*.txt}. */
class MavenLogTest {
    private static final ImageReference SHOP =
            ImageReference.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop");
    private static final ImageReference TAGGED =
            ImageReference.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop:1.4");
    private static final Tag CONTENT = new Tag("c-" + "3f2a".repeat(8));
    private static final Digest DIGEST = new Digest("sha256:" + "1".repeat(64));
    private static final RepositoryName NAME = new RepositoryName("team/shop");
    private static final Repository REPOSITORY = new Repository(
            NAME,
            SHOP,
            "123456789012",
            "arn:aws:ecr:eu-west-1:123456789012:repository/team/shop",
            TagMutability.of(Mode.MUTABLE),
            Optional.empty(),
            Optional.empty());

    private final Terminal terminal = new Terminal();
    private final RecordingLog maven = new RecordingLog(terminal);
    private final MavenLog log = new MavenLog(maven, terminal.block(false), terminal);

    @Test
    void aBuild() {
        maven.when("an image is built with Docker");
        log.building(Path.of("/home/ci/shop/Dockerfile"), engine("Docker", "20.10.24"), Optional.empty());
        log.output("Step 1/2 : FROM eclipse-temurin:21-jre");
        log.warning("no credentials for ghcr.io");
        log.built(
                List.of(ImageReference.parse("shop:1.4"), ImageReference.parse("shop:stable")),
                new BuiltImage(DIGEST, Platform.parse("linux/amd64"), 187_654_321),
                Duration.ofMillis(8_412));
        maven.when("an image is built with BuildKit");
        log.building(
                Path.of("/home/ci/shop/Dockerfile"),
                engine("Docker", "26.1.5"),
                Optional.of(new BuilderInfo(
                        "/grpc", "v0.13.2", "f229efe9-ef09-42cd-9e6d-bea36e7a4f95", List.of("linux/amd64"))));
        maven.when("an image is built with a BuildKit daemon");
        log.building(
                Path.of("/home/ci/shop/Dockerfile"),
                new BuilderInfo("buildkitd", "v0.18.0", "kqzv6o0b2d7w", List.of("linux/arm64", "linux/amd64")),
                BuilderSettings.of("auto", Optional.of("tcp://builders.example.com:1234"), Optional.empty(), Map.of()));
        log.builtInCache(
                List.of(ImageReference.parse("shop:1.4")),
                List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")),
                Duration.ofSeconds(75));
        maven.when("an image is built with Podman, slowly");
        log.building(Path.of("/home/ci/shop/Dockerfile"), engine("Libpod", "4.9.4"), Optional.empty());
        log.built(
                List.of(ImageReference.parse("shop:1.4")),
                new BuiltImage(DIGEST, Platform.parse("linux/arm64"), 1_500_000_000),
                Duration.ofSeconds(135));

        GoldenFile.assertReads("maven-log-build.txt", maven.text());
    }

    private static ContentKey key(String file, String argument) {
        return new ContentKey.Builder()
                .add(Kind.DOCKERFILE, "", "FROM scratch")
                .add(Kind.CONTEXT, "target/app.jar", file)
                .add(Kind.CONTEXT, "target/lib/a.jar", file)
                .add(Kind.CONTEXT, "target/lib/b.jar", file)
                .add(Kind.CONTEXT, "target/lib/c.jar", file)
                .add(Kind.BUILD_ARGUMENT, "PORT", argument)
                .build();
    }

    private void building(ImageDecision.Cause cause) {
        log.cause(new ImageDecision.Build(new ImageContent.Known(key("1", "8080"), Map.of()), cause));
    }

    @Test
    void whyAnImageIsBuiltOrNot() {
        ContentKey key = key("1", "8080");
        maven.when("an image of this content is in the engine");
        log.unchanged(new ImageDecision.InEngine(key, new BuiltImage(DIGEST, Platform.parse("linux/amd64"), 1)));
        maven.when("an image of this content is in ECR");
        log.unchanged(
                new ImageDecision.InRepository(key, new PublishedImage(DIGEST, "application/json", "{}", List.of())));
        maven.when("nothing is known");
        building(new ImageDecision.Cause.First());
        maven.when("the same content was built before, and is gone");
        building(new ImageDecision.Cause.Changed(ContentChanges.of(key.changesFrom(key))));
        maven.when("one argument is new");
        building(new ImageDecision.Cause.Changed(ContentChanges.of(key.changesFrom(key("1", "80")))));
        maven.when("much is new");
        building(new ImageDecision.Cause.Changed(ContentChanges.of(key.changesFrom(key("2", "80")))));
        maven.when("a label tells of parts that are gone");
        building(new ImageDecision.Cause.Changed(
                new ContentChanges(key.changesFrom(key("1", "80")), Map.of(Kind.CONTEXT, 2, Kind.PLATFORM, 1))));
        maven.when("ECR has it in the archive");
        building(new ImageDecision.Cause.Archived());
        maven.when("it is to be built");
        building(new ImageDecision.Cause.Forced());
        maven.when("it cannot have a content tag");
        building(new ImageDecision.Cause.Untagged("<pull> asks for the newest base images."));
        maven.when("it turns out after the build that it cannot have one");
        log.withoutContentTag(new Objection.Changed(key.changesFrom(key("2", "8080"))));
        log.withoutContentTag(new Objection.OtherBase(
                ImageReference.parse("eclipse-temurin:21-jre"),
                DIGEST,
                Optional.of(new Digest("sha256:" + "2".repeat(64)))));
        log.withoutContentTag(new Objection.UnhashedImage(ImageReference.parse("eclipse-temurin:21-jdk")));
        log.withoutContentTag(new Objection.Unhashed("src"));
        log.withoutContentTag(new Objection.Unhashed("."));

        GoldenFile.assertReads("maven-log-content.txt", maven.text());
    }

    private static EngineInfo engine(String server, String version) {
        return new EngineInfo("unix:///var/run/docker.sock", "the default", server, version, "1.41", "linux", "amd64");
    }

    @Test
    void aRepository() {
        maven.when("the repository is created");
        log.repository(
                new RepositoryChange.Create(
                        RepositoryLocation.of(NAME),
                        new RepositorySettings(
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Optional.empty())),
                REPOSITORY);
        maven.when("nothing differs");
        log.repository(new RepositoryChange.None(REPOSITORY, List.of()), REPOSITORY);
        maven.when("everything that can differ differs");
        changed(
                new SettingChange.Mutability(
                        TagMutability.of(Mode.MUTABLE),
                        new TagMutability(Mode.IMMUTABLE_WITH_EXCLUSION, List.of("dev-*", "latest"))),
                new SettingChange.ScanOnPush(Optional.of(false), true),
                new SettingChange.Tags(Map.of(), Map.of("team", "orders", "cost-centre", "42")),
                new SettingChange.Policy(Optional.empty(), "{}"));
        maven.when("a scan and a policy that were there");
        changed(
                new SettingChange.ScanOnPush(Optional.of(true), false),
                new SettingChange.Policy(Optional.of("{}"), ""));
        maven.when("its encryption differs");
        log.repository(new RepositoryChange.None(REPOSITORY, List.of(encryptionDiffers())), REPOSITORY);

        GoldenFile.assertReads("maven-log-repository.txt", maven.text());
    }

    private void changed(SettingChange... changes) {
        log.repository(new RepositoryChange.Modify(REPOSITORY, List.of(changes), List.of()), REPOSITORY);
    }

    private static RepositoryWarning encryptionDiffers() {
        return new RepositoryWarning.EncryptionDiffers(
                NAME,
                new Encryption(Encryption.Type.AES256, Optional.empty()),
                new Encryption(Encryption.Type.KMS, Optional.of("alias/shop")));
    }

    @Test
    void aPush() {
        maven.when("an image is pushed");
        log.pushing(TAGGED);
        log.layer(TAGGED, new LayerProgress("5f70bf18a086", "Pushing", 512, 3_000_000));
        log.layer(TAGGED, new LayerProgress("5f70bf18a086", "Pushed", 0, 0));
        log.pushed(TAGGED, DIGEST);
        maven.when("the image is there already");
        log.alreadyPublished(TAGGED.withoutTagAndDigest(), DIGEST, List.of(new Tag("1.0"), CONTENT));
        maven.when("it gets a further tag");
        log.tagged(TAGGED, DIGEST);
        maven.when("the connection breaks");
        log.retrying(TAGGED, Refusals.refusal(TAGGED, "read: connection reset by peer"), Duration.ofMillis(1_234));
        maven.when("it breaks again, and the jitter is nothing");
        log.retrying(TAGGED, Refusals.refusal(TAGGED, "read: connection reset by peer"), Duration.ZERO);
        maven.when("the token has expired");
        log.renewing(
                TAGGED,
                Refusals.refusal(
                        TAGGED, "denied: Your authorization token has expired. Reauthenticate and try again."));

        GoldenFile.assertReads("maven-log-push.txt", maven.text());
    }

    @Test
    void aLifecyclePolicy() {
        LifecyclePolicy policy = LifecyclePolicy.of(List.of(
                rule(Selection.UNTAGGED, Optional.of(7), Optional.empty()),
                rule(Selection.ANY, Optional.empty(), Optional.of(100))));
        maven.when("there was none");
        log.lifecyclePolicy(
                new LifecyclePolicyChange.Put(NAME, Optional.empty(), policy), "team/shop", policy.sentences());
        maven.when("there was another");
        log.lifecyclePolicy(
                new LifecyclePolicyChange.Put(NAME, Optional.of(policy), policy), "team/shop", policy.sentences());
        maven.when("it is there already");
        log.lifecyclePolicy(new LifecyclePolicyChange.None(NAME, policy), "team/shop", policy.sentences());

        GoldenFile.assertReads("maven-log-lifecycle.txt", maven.text());
    }

    private static LifecycleRule rule(Selection selection, Optional<Integer> days, Optional<Integer> images) {
        return new LifecycleRule(selection, List.of(), List.of(), days, images, Optional.empty());
    }
}
