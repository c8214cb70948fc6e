package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContentKey.Part;
import io.github.ecsmaven.context.HashMemory;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuildSecret;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.SshAgent;
import io.github.ecsmaven.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentReaderTest {
    @TempDir
    private Path module;

    private final Map<String, String> registry =
            new HashMap<>(Map.of("registry.example.com/jre:17", "1", "registry.example.com/maven:3", "2"));
    private final Map<String, String> args = new TreeMap<>(Map.of("PORT", "8080"));
    private final Map<String, String> labels = new TreeMap<>(Map.of("team", "shop"));
    private final Map<String, String> contexts = new TreeMap<>();
    private final List<Platform> platforms = new ArrayList<>(List.of(Platform.parse("linux/amd64")));
    private final List<String> extraHosts = new ArrayList<>();
    private final List<BuildSecret> secrets = new ArrayList<>();
    private final Map<String, String> attestations = new TreeMap<>();
    private final List<SshAgent> ssh = new ArrayList<>();
    private final List<String> noCacheFilter = new ArrayList<>();
    private Optional<String> target = Optional.empty();
    private Optional<String> network = Optional.empty();
    private boolean noCache;
    private boolean pull;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(module.resolve("target"));
        Files.createDirectories(module.resolve("lib"));
        Files.createDirectories(module.resolve("conf"));
        Files.writeString(module.resolve("target/app.jar"), "code");
        Files.writeString(module.resolve("lib/a.txt"), "library");
        Files.writeString(
                module.resolve("Dockerfile"),
                """
                FROM registry.example.com/maven:3 AS build
                FROM registry.example.com/jre:17
                COPY target/app.jar conf /
                """);
        Files.writeString(module.resolve(".dockerignore"), "lib\n");
    }

    private ImageBuild request() {
        BuildKitOptions options =
                new BuildKitOptions(secrets, ssh, List.of(), List.of(), contexts, noCacheFilter, attestations);
        return new ImageBuild(
                module,
                module.resolve("Dockerfile"),
                List.of(ImageReference.parse("shop:1")),
                args,
                target,
                List.of(),
                labels,
                noCache,
                pull,
                network,
                extraHosts,
                options,
                Keychain.empty());
    }

    private ContentFiles files() {
        Path own = module.resolve("target/ecs");
        return new ContentFiles(request(), true, List.of(own), HashMemory.in(own.resolve("hashes")));
    }

    private ContentReader reader() {
        return reader(files());
    }

    private ContentReader reader(ContentFiles files) {
        return new ContentReader(request(), new ContentReader.DecidingOptions(args, labels, platforms), files);
    }

    private BaseDigests digests() {
        return BaseDigests.withoutEngine(
                image -> Optional.ofNullable(registry.get(image.toString()))
                        .map(n -> new PublishedImage(new Digest("sha256:" + n.repeat(64)), "", "", List.of())),
                new RegistryClient(Keychain.empty()));
    }

    private ImageContent.Known known() {
        return (ImageContent.Known) reader().read(digests());
    }

    private String unknown() {
        return ((ImageContent.Unknown) reader().read(digests())).reason();
    }

    private interface Change {
        void make() throws IOException;
    }

    private void assertChanges(Kind kind, String name, Change change) throws IOException {
        ImageContent.Known before = known();
        change.make();
        ImageContent.Known after = known();

        assertThat(after.key().tag()).isNotEqualTo(before.key().tag());
        assertThat(after.key().changesFrom(before.key())).contains(new Part(kind, name));
    }

    @Test
    void filesThatWereReadAheadCountOnce() throws IOException {
        ImageContent.Known before = known();
        ContentFiles files = files();
        ContentReader reader = reader(files);
        files.readAhead();
        Files.writeString(module.resolve("target/app.jar"), "other code");

        ImageContent.Known ahead = (ImageContent.Known) reader.read(digests());

        assertThat(ahead.key().tag()).isEqualTo(before.key().tag());
        assertThat(reader.changesSince(ahead)).containsExactly(new Part(Kind.CONTEXT, "target/app.jar"));
    }

    @Test
    void nothingIsReadAheadForABuildThatIsMadeInAnyCase() throws IOException {
        noCache = true;
        Files.delete(module.resolve("Dockerfile"));

        files().readAhead();

        assertThat(module.resolve("target/ecs/hashes")).doesNotExist();
    }

    @Test
    void everyThingThatDecidesTheImageCounts() throws IOException {
        assertThat(known().key().tag()).isEqualTo(known().key().tag());
        assertChanges(
                Kind.CONTEXT, "target/app.jar", () -> Files.writeString(module.resolve("target/app.jar"), "Code"));
        assertChanges(Kind.CONTEXT, "conf/new", () -> Files.writeString(module.resolve("conf/new"), ""));
        assertChanges(
                Kind.DOCKERFILE,
                "",
                () -> Files.writeString(module.resolve("Dockerfile"), "FROM registry.example.com/jre:17\n"));
        assertChanges(
                Kind.BASE_IMAGE, "registry.example.com/jre:17", () -> registry.put("registry.example.com/jre:17", "3"));
        assertChanges(Kind.BUILD_ARGUMENT, "PORT", () -> args.put("PORT", "80"));
        assertChanges(Kind.BUILD_ARGUMENT, "HOST", () -> args.put("HOST", ""));
        assertChanges(Kind.LABEL, "team", () -> labels.remove("team"));
        assertChanges(Kind.TARGET, "", () -> target = Optional.of("0"));
        assertChanges(Kind.PLATFORM, "linux/arm64", () -> platforms.add(Platform.parse("linux/arm64")));
        assertChanges(Kind.NETWORK, "", () -> network = Optional.of("none"));
        assertChanges(Kind.EXTRA_HOST, "db:10.0.0.1", () -> extraHosts.add("db:10.0.0.1"));
        assertChanges(
                Kind.BUILD_CONTEXT,
                "lib",
                () -> contexts.put("lib", module.resolve("lib").toString()));
        assertChanges(Kind.BUILD_CONTEXT, "lib", () -> Files.writeString(module.resolve("lib/a.txt"), "!"));
        assertChanges(
                Kind.BASE_IMAGE,
                "registry.example.com/maven:3",
                () -> contexts.put("other", "docker-image://registry.example.com/maven:3"));
        assertChanges(Kind.SECRET, "token", () -> secrets.add(BuildSecret.ofText("token", "1")));
        assertChanges(Kind.ATTESTATION, "sbom", () -> attestations.put("sbom", ""));
    }

    @Test
    void whatDoesNotDecideItDoesNotCount() throws IOException {
        secrets.add(BuildSecret.ofText("token", "1"));
        ImageContent.Known before = known();
        secrets.set(0, BuildSecret.ofText("token", "2"));
        Files.writeString(module.resolve("lib/ignored.txt"), "ignored");
        Files.writeString(module.resolve("target/ecs/image.json"), "{}");
        Files.writeString(module.resolve("README.md"), "not copied");

        assertThat(known().key().tag()).isEqualTo(before.key().tag());
    }

    @Test
    void anotherFrontendCounts() throws IOException {
        registry.put("registry.example.com/frontend:1", "5");
        Path dockerfile = module.resolve("Dockerfile");
        Files.writeString(dockerfile, "# syntax=registry.example.com/frontend:1\n" + Files.readString(dockerfile));
        ImageContent.Known before = known();
        registry.put("registry.example.com/frontend:1", "6");

        assertThat(known().key().changesFrom(before.key()))
                .containsExactly(new Part(Kind.BASE_IMAGE, "registry.example.com/frontend:1"));
    }

    @Test
    void whatIsNotKnownBeforeTheBuildMakesTheContentUnknown() throws IOException {
        noCache = true;
        assertThat(unknown()).isEqualTo("<noCache> asks to build it again.");
        noCache = false;
        noCacheFilter.add("build");
        assertThat(unknown()).isEqualTo("<noCacheFilter> asks to build it again.");
        noCacheFilter.clear();
        pull = true;
        assertThat(unknown()).isEqualTo("<pull> asks for the newest base images.");
        pull = false;
        ssh.add(new SshAgent("default", module));
        assertThat(unknown()).isEqualTo("<ssh> lets the build read from elsewhere.");
        ssh.clear();
        contexts.put("source", "https://github.com/acme/shop.git");
        assertThat(unknown()).isEqualTo("The build context 'source' is elsewhere.");
        contexts.clear();
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\nADD https://example.com/a /\n");
        assertThat(unknown()).startsWith("ADD in line 2 of " + module.resolve("Dockerfile") + " reads from elsewhere");
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\nCOPY --from=$X /a /\n");
        assertThat(unknown()).startsWith("The image '$X' in line 2");
        Files.writeString(module.resolve("Dockerfile"), "FROM 127.0.0.1:1/none:1\n");
        assertThat(unknown()).startsWith("The digest of the base image 127.0.0.1:1/none:1 is not known: The registry");
        platforms.clear();
        assertThat(unknown()).contains("<platform> sets it");
    }

    @Test
    void whatIsNoNameOfAnImageIsNotKnownEither() throws IOException {
        contexts.put("myLib", module.resolve("lib").toString());
        assertThat(known().key().tag().value()).startsWith("c-");
        contexts.put("other", "docker-image://Not An Image");
        assertThat(unknown()).isEqualTo("'Not An Image' is not the name of an image.");
        contexts.clear();
        args.put("BUILDKIT_SYNTAX", "");
        assertThat(unknown()).isEqualTo("'' is not the name of an image.");
    }

    @Test
    void thePluginsOwnFilesDoNotCountInFurtherContextsEither() throws IOException {
        contexts.put("app", module.resolve("target").toString());
        ImageContent.Known before = known();
        Files.writeString(module.resolve("target/ecs/hashes"), "other");

        assertThat(known().key().tag()).isEqualTo(before.key().tag());
    }

    @Test
    void aBuildThatUsedAnotherBaseThanWasHashedHasNoContentTag() {
        ImageContent.Known content = known();
        ContentConfirmation confirmation = new ContentConfirmation(reader(), digests(), new Silence());
        ImageReference base = ImageReference.parse("registry.example.com/jre:17");
        confirmation.listener().usesImage(base.withDigest(new Digest("sha256:" + "1".repeat(64))));
        assertThat(confirmation.objection(content)).isEmpty();

        confirmation.listener().usesImage(base.withDigest(new Digest("sha256:" + "9".repeat(64))));

        assertThat(confirmation.objection(content))
                .contains(new ContentConfirmation.Objection.OtherBase(
                        base,
                        new Digest("sha256:" + "1".repeat(64)),
                        Optional.of(new Digest("sha256:" + "9".repeat(64)))));
    }

    @Test
    void aBaseThatMovedMeanwhileIsFoundWhereTheBuildReportsNothing() {
        ImageContent.Known content = known();
        registry.put("registry.example.com/jre:17", "7");

        assertThat(new ContentConfirmation(reader(), digests(), new Silence()).objection(content))
                .containsInstanceOf(ContentConfirmation.Objection.OtherBase.class);
    }

    @Test
    void filesThatChangeDuringTheBuildAreFound() throws IOException {
        ImageContent.Known content = known();
        Files.writeString(module.resolve("target/app.jar"), "edit");

        assertThat(new ContentConfirmation(reader(), digests(), new Silence()).objection(content))
                .contains(new ContentConfirmation.Objection.Changed(List.of(new Part(Kind.CONTEXT, "target/app.jar"))));
    }

    @Test
    void theClassicBuilderHasAllOfTheContext() throws IOException {
        ContentReader reader = reader(new ContentFiles(
                request(), false, List.of(module.resolve("target/ecs")), HashMemory.in(module.resolve("hashes"))));
        ImageContent.Known before = (ImageContent.Known) reader.read(digests());
        Files.writeString(module.resolve("README.md"), "not copied");

        assertThat(reader.changesSince(before)).containsExactly(new Part(Kind.CONTEXT, "README.md"));
    }

    @Test
    void aBuildThatReadMoreThanWasHashedHasNoContentTag() {
        ImageContent.Known content = known();
        ContentConfirmation confirmation = new ContentConfirmation(reader(), digests(), new Silence());
        confirmation.listener().readsContext(List.of("target/app.jar", "conf"));
        assertThat(confirmation.objection(content)).isEmpty();

        confirmation.listener().readsContext(List.of("target/app.jar", "pom.xml"));

        assertThat(confirmation.objection(content)).contains(new ContentConfirmation.Objection.Unhashed("pom.xml"));
    }

    @Test
    void aBuildThatUsedAnImageOfWhichNobodyKnewHasNoContentTag() {
        attestations.put("sbom", "generator=registry.example.com/syft:2");
        ImageContent.Known content = known();
        ContentConfirmation confirmation = new ContentConfirmation(reader(), digests(), new Silence());
        ImageReference tools = ImageReference.parse("registry.example.com/tools:1");
        confirmation.listener().usesImage(ImageReference.parse("registry.example.com/jre:17"));
        confirmation.listener().usesImage(ImageReference.parse("registry.example.com/syft:2"));
        assertThat(confirmation.objection(content)).isEmpty();

        confirmation.listener().usesImage(tools);

        assertThat(confirmation.objection(content)).contains(new ContentConfirmation.Objection.UnhashedImage(tools));
    }

    @Test
    void anImageThatTriggersOfTheSameFileDecideHasNoContentTag() throws IOException {
        Files.writeString(
                module.resolve("Dockerfile"),
                """
                FROM registry.example.com/jre:17 AS base
                ONBUILD COPY --from=registry.example.com/tools:1 /tool /
                FROM base
                """);
        assertThat(reader().read(digests()))
                .isInstanceOfSatisfying(ImageContent.Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains("ONBUILD in line 2"));

        Files.writeString(
                module.resolve("Dockerfile"), "FROM registry.example.com/jre:17\nONBUILD COPY --from=app /app /\n");
        assertThat(reader().read(digests())).isInstanceOf(ImageContent.Known.class);
    }

    private static final class Silence implements BuildListener {
        @Override
        public void output(String line) {}

        @Override
        public void warning(String message) {}
    }
}
