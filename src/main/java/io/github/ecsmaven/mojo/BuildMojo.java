package io.github.ecsmaven.mojo;

import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.release.ContentConfirmation;
import io.github.ecsmaven.release.EngineBuilder;
import io.github.ecsmaven.release.ImageContent;
import io.github.ecsmaven.release.ImageDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Builds the module's Dockerfile into an image and tags it. It needs a Docker Engine and, unless a base image is in Amazon ECR, no
 * AWS. What it built is written to {@code target/ecs/image.json} for the goals that follow.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "build",
        defaultPhase = LifecyclePhase.PACKAGE,
        threadSafe = true,
        configurator = AbstractEcsMojo.CONFIGURATOR)
public final class BuildMojo extends AbstractServiceMojo {
    /**
     * Leaves out {@code ecs:build}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.build.skip", defaultValue = "false")
    private boolean skipBuild;

    @Override
    boolean isSkipped() {
        return skipBuild;
    }

    @Override
    void runForModule() {
        Optional<ImageReference> elsewhere = moduleImage().deployed();
        if (elsewhere.isPresent()) {
            getLog().info("Nothing to build: <image> names " + elsewhere.get() + ".");
            return;
        }
        invocation().refuseLaterRepackaging();
        decideAndBuild();
    }

    /** In a reactor of several modules the other goals come too late to find fresh answers. */
    @Override
    ReadAhead readAhead() {
        boolean soon = !new Reactor(session).hasSeveralModules() && !session.isOffline();
        boolean needed =
                invocation().reaches("push") && moduleImage().deployed().isEmpty() && !isDryRun();
        return soon && needed ? ReadAhead.begin(this) : ReadAhead.none();
    }

    private void decideAndBuild() {
        Instant start = Instant.now();
        boolean asksRepository = invocation().reaches("push") && !session.isOffline();
        PlatformEvidence evidence = new PlatformEvidence(this, asksRepository);
        try (ModuleBuild expected =
                moduleBuild(() -> BuiltPlatforms.of(this, invocation().reaches("deploy")), evidence::platform)) {
            recordFiles().forgetImage();
            ModuleDecision.Decided decided = new ModuleDecision(this).of(expected, asksRepository);
            ModuleBuild build = decided.build();
            ImageDecision decision = decided.image();
            if (decision instanceof ImageDecision.InEngine there) {
                keep(build, there);
            } else if (decision instanceof ImageDecision.InRepository there) {
                log().unchanged(there);
                there.content().save(recordFiles().contentFile());
                recordFiles()
                        .write(record(there.image().configuration(), Optional.of(there.content()), build.platforms()));
            } else {
                build(build, (ImageDecision.Build) decision, start);
            }
        }
    }

    private void build(ModuleBuild build, ImageDecision.Build decision, Instant start) {
        try (VerifyBesideBuild verification = VerifyBesideBuild.of(this, Optional.empty());
                ReadAhead push = ReadAhead.ofPush(this)) {
            verification.during(() -> {
                if (builderSettings().buildkitHost().isPresent()) {
                    buildWithDaemon(build, decision, start);
                } else {
                    buildWithEngine(build, decision, start);
                }
            });
            push.join();
        }
    }

    private void keep(ModuleBuild build, ImageDecision.InEngine there) {
        DockerEngine engine = build.engine().required();
        moduleImage().localNames().stream()
                .filter(name -> engine.find(name)
                        .filter(image -> image.id().equals(there.image().id()))
                        .isEmpty())
                .forEach(name -> engine.tag(there.image().id(), name));
        log().unchanged(there);
        there.content().save(recordFiles().contentFile());
        recordFiles()
                .write(record(
                        Optional.of(there.image().id()),
                        Optional.of(there.content()),
                        runsOn(there.image(), build.request().platforms())));
    }

    private void buildWithEngine(ModuleBuild build, ImageDecision.Build decision, Instant start) {
        DockerEngine engine = build.engine().required();
        EngineBuilder builder = build.engine().builder(builderSettings());
        log().cause(decision);
        log().building(moduleImage().dockerfile(), builder.engine(), builder.buildKit());
        ContentConfirmation confirmation = build.confirmation(log());
        BuiltImage built = build(builder, build.request(), confirmation);
        Optional<ContentKey> content = confirmed(decision, confirmation);
        content.map(ContentKey::tag)
                .ifPresent(tag -> engine.tag(built.id(), moduleImage().localName(tag)));
        recordFiles()
                .write(record(
                        Optional.of(built.id()),
                        content,
                        runsOn(built, build.request().platforms())));
        log().built(names(content), built, since(start));
    }

    private static List<Platform> runsOn(BuiltImage built, List<Platform> platforms) {
        return platforms.size() > 1 ? platforms : List.of(built.platform());
    }

    private BuiltImage build(EngineBuilder builder, ImageBuild request, ContentConfirmation confirmation) {
        try (Redrawing drawing = log().drawingSteps()) {
            return builder.build(request, confirmation.listener());
        }
    }

    private void buildWithDaemon(ModuleBuild build, ImageDecision.Build decision, Instant start) {
        try (BuildKit daemon = daemon();
                Redrawing drawing = log().drawingSteps()) {
            log().cause(decision);
            log().building(moduleImage().dockerfile(), daemon.info(), builderSettings());
            ContentConfirmation confirmation = build.confirmation(log());
            daemon.check(build.request(), confirmation.listener());
            Optional<ContentKey> content = confirmed(decision, confirmation);
            List<Platform> platforms = build.request().platforms();
            List<Platform> runsOn = platforms.isEmpty() ? List.of(daemon.info().platform()) : platforms;
            recordFiles().write(record(Optional.empty(), content, runsOn));
            log().builtInCache(names(content), runsOn, since(start));
        }
    }

    /** What decided the image, where the build was made of that. */
    private Optional<ContentKey> confirmed(ImageDecision.Build decision, ContentConfirmation confirmation) {
        if (!(decision.content() instanceof ImageContent.Known known)) {
            return Optional.empty();
        }
        Optional<ContentConfirmation.Objection> objection = confirmation.objection(known);
        if (objection.isPresent()) {
            log().withoutContentTag(objection.get());
            return Optional.empty();
        }
        known.key().save(recordFiles().contentFile());
        return Optional.of(known.key());
    }

    private List<ImageReference> names(Optional<ContentKey> content) {
        return Stream.concat(moduleImage().tags().stream(), content.map(ContentKey::tag).stream())
                .map(moduleImage()::localName)
                .toList();
    }

    private ImageRecord record(Optional<Digest> id, Optional<ContentKey> content, List<Platform> runsOn) {
        return moduleImage().record(id, content.map(ContentKey::tag), force, runsOn);
    }
}
