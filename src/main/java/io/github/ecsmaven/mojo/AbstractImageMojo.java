package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.context.HashMemory;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.registry.RegistryClient;
import io.github.ecsmaven.release.BaseDigests;
import io.github.ecsmaven.release.BuilderSettings;
import io.github.ecsmaven.release.ContentFiles;
import io.github.ecsmaven.release.ContentReader;
import java.io.File;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Which image, and what it is called. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractImageMojo extends AbstractBuilderMojo {
    /**
     * Root of the build context, the directory whose files the Dockerfile can copy. Default: the module's directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.contextDirectory", defaultValue = "${project.basedir}")
    private File contextDirectory;

    /**
     * The Dockerfile; it may lie outside the context. Default: {@code Dockerfile} in the {@code contextDirectory}. A module without
     * one is passed over, but one that is named here must be there.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.dockerfile")
    private @Nullable File dockerfile;

    /**
     * Tags of the image, each at most 128 characters of {@code A-Za-z0-9_.-}; on the command line separated by commas. Default: the
     * project's version, in which {@code +} becomes {@code -}. There is never an implicit {@code latest}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.tags")
    private @Nullable List<String> tags;

    /**
     * An image that exists elsewhere and is deployed instead of one of this module's, such as
     * {@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4} or {@code public.ecr.aws/nginx/nginx:1.27}. Nothing is built or
     * pushed then. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.image")
    private @Nullable String image;

    /**
     * Values for the {@code ARG}s of the Dockerfile, each an element {@code <NAME>value</NAME>} or
     * {@code -Decs.buildArg.NAME=value}. The proxies of Docker's {@code config.json} are given too, as the docker command line does.
     * Never put a secret here: the image's history shows it. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.buildArgs")
    private @Nullable Map<String, String> buildArgs;

    /**
     * Stage of the Dockerfile to build. Default: the last one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.target")
    private @Nullable String target;

    /**
     * Platform to build for, as {@code os/architecture}, such as {@code linux/arm64}. Default: when the run reaches
     * {@code ecs:deploy}, what the service's tasks run on; else the engine's own.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.platform")
    private @Nullable String platform;

    /**
     * Several platforms to build for at once, such as {@code linux/amd64} and {@code linux/arm64}, instead of {@code platform}; on the
     * command line separated by commas. Needs a Docker Engine with the containerd image store, or a {@code buildkitHost}. Default:
     * none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.platforms")
    private @Nullable List<String> platforms;

    /**
     * Labels of the image, each an element {@code <name>value</name>}. They come on top of the OCI labels {@code created} (from
     * {@code project.build.outputTimestamp}), {@code version}, {@code revision} (the git commit), {@code source} and {@code title},
     * and win over them. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.labels")
    private @Nullable Map<String, String> labels;

    /**
     * Network of the {@code RUN} instructions, such as {@code host} or {@code none}. Default: the engine's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.network")
    private @Nullable String network;

    /**
     * Additional {@code /etc/hosts} entries of the {@code RUN} instructions, each {@code name:address}. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.extraHosts")
    private @Nullable List<String> extraHosts;

    /**
     * The repository in Amazon ECR: a name such as {@code team/shop}, or its whole URI. Default: the artifactId, in lower case.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.repository")
    private @Nullable String repository;

    /**
     * Hosts that are Amazon ECR although their name does not say so: mirrors and stand-ins, each {@code host} or {@code host:port}.
     * Base images from them are pulled with ECR's credentials. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.ecrRegistries")
    private @Nullable List<String> ecrRegistries;

    private @Nullable ModuleImage moduleImage;

    /** The image that this module is configured to have, the same for every goal. */
    protected ModuleImage moduleImage() {
        ModuleImage known = moduleImage;
        if (known == null) {
            known = new ModuleImage(
                    project,
                    contextDirectory.toPath(),
                    Optional.ofNullable(dockerfile).map(File::toPath),
                    given(tags),
                    Optional.ofNullable(image),
                    given(buildArgs),
                    Optional.ofNullable(target),
                    Optional.ofNullable(platform),
                    given(platforms),
                    given(labels),
                    Optional.ofNullable(network),
                    given(extraHosts),
                    Optional.ofNullable(repository),
                    new LinkedHashSet<>(given(ecrRegistries)));
            moduleImage = known;
        }
        return known;
    }

    /** Credentials for base images: servers of settings.xml, then Amazon ECR for its own hosts, then Docker's config.json. */
    protected Keychain baseImageKeychain() {
        return Keychain.firstOf(List.of(
                new SettingsKeychain(session.getSettings().getServers(), settingsDecrypter),
                aws().keychain(moduleImage().ecrRegistries()),
                dockerConfig().keychain()));
    }

    /**
     * The build of the module's image.
     *
     * @param engine address of the engine that builds, for which Docker's config.json may have proxies; none for a BuildKit daemon
     */
    protected ImageBuild imageBuild(List<Platform> platforms, Optional<String> engine, boolean noCache, boolean pull) {
        Map<String, String> args = new TreeMap<>(dockerConfig().proxyBuildArgs(engine.orElse("default")));
        args.putAll(moduleImage().buildArgs());
        return new ImageBuild(
                moduleImage().contextDirectory(),
                moduleImage().dockerfile(),
                moduleImage().localNames(),
                args,
                moduleImage().target(),
                platforms,
                moduleImage().labels(),
                noCache,
                pull,
                moduleImage().network(),
                moduleImage().extraHosts(),
                buildKitOptions(),
                baseImageKeychain());
    }

    /**
     * The build of the module's image as it is configured.
     *
     * @param platforms what to build for; empty for what the builder runs on. Asked last: the answer may take its time
     * @param evidence tells that where no builder does
     */
    protected ModuleBuild moduleBuild(Supplier<List<Platform>> platforms, Supplier<Optional<Platform>> evidence) {
        boolean byDaemon = builderSettings().buildkitHost().isPresent();
        ModuleBuild.Engine engine =
                byDaemon ? ModuleBuild.Engine.none(this::daemon) : ModuleBuild.Engine.connect(dockerSettings());
        try {
            return moduleBuild(engine, platforms, evidence);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private ModuleBuild moduleBuild(
            ModuleBuild.Engine engine, Supplier<List<Platform>> platforms, Supplier<Optional<Platform>> evidence) {
        ImageBuild anywhere = imageBuild(
                List.of(),
                engine.ifThere().map(there -> there.host().toString()),
                noCache,
                pull && !session.isOffline());
        ContentFiles files = contentFiles(anywhere, engine.expectsBuildKit(builderSettings()));
        files.readAhead();
        ImageBuild request = anywhere.withPlatforms(platforms.get());
        List<Platform> known = request.platforms().isEmpty()
                ? engine.platform().or(evidence).stream().toList()
                : request.platforms();
        ContentReader reader = new ContentReader(request, moduleImage().decidingOptions(known), files);
        return new ModuleBuild(request, reader, baseDigests(engine), engine, known);
    }

    private ContentFiles contentFiles(ImageBuild request, boolean buildKit) {
        return new ContentFiles(
                request,
                buildKit,
                RecordFiles.directories(project, session.getProjects()),
                isDryRun()
                        ? HashMemory.unkept(recordFiles().hashesFile())
                        : HashMemory.in(recordFiles().hashesFile()));
    }

    private BaseDigests baseDigests(ModuleBuild.Engine engine) {
        if (session.isOffline()) {
            return engine.ifThere().map(BaseDigests::offline).orElseGet(BaseDigests::unknown);
        }
        Keychain keychain = baseImageKeychain();
        RegistryClient registries = awsSettings()
                .proxy()
                .map(proxy -> new RegistryClient(keychain, proxy::open))
                .orElseGet(() -> new RegistryClient(keychain));
        return engine.ifThere()
                .map(there -> BaseDigests.of(there, this::baseInEcr, keychain, registries))
                .orElseGet(() -> BaseDigests.withoutEngine(this::baseInEcr, registries));
    }

    private Optional<PublishedImage> baseInEcr(ImageReference base) {
        if (!moduleImage().isInEcr(base)) {
            return Optional.empty();
        }
        RepositoryLocation location =
                RepositoryLocation.parse(base.repository(), moduleImage().ecrRegistries());
        return aws().publishedImages(location)
                .findIfAny(location.name(), base.tag().orElseThrow());
    }

    /** The BuildKit daemon that is to build. */
    protected BuildKit daemon() {
        BuilderSettings settings = builderSettings();
        return BuildKit.at(settings.buildkitHost().orElseThrow(), settings.certificates());
    }

    protected RecordFiles recordFiles() {
        return RecordFiles.of(project);
    }

    /**
     * What {@code ecs:build} left for this module as it is configured now.
     *
     * @throws ActionableException when there is nothing, or it was left by another version, commit or configuration
     */
    protected ImageRecord ownRecord() {
        ImageRecord record = recordFiles()
                .readImage()
                .orElseThrow(() -> new ActionableException(
                        "There is no " + recordFiles().imageFile() + ", which ecs:build writes.",
                        "Run ecs:build before (mvn package), or hand target/ecs on from the stage of the pipeline that"
                                + " did."));
        moduleImage().refuseForeign(record, recordFiles().imageFile());
        return record;
    }
}
