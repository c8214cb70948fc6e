package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.DockerSettings;
import io.github.ecsmaven.docker.EngineInfo;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.release.BaseDigests;
import io.github.ecsmaven.release.BuilderSettings;
import io.github.ecsmaven.release.ContentConfirmation;
import io.github.ecsmaven.release.ContentReader;
import io.github.ecsmaven.release.EngineBuilder;
import io.github.ecsmaven.release.ImageContent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The build of a module's image: what it would be made of.
 *
 * @param request what a builder is asked for
 * @param reader reads what decides the image
 * @param digests finds the digests of base images
 * @param engine the engine that builds, or that there is none
 * @param platforms what it is for, where that is known before the build
 */
record ModuleBuild(
        ImageBuild request, ContentReader reader, BaseDigests digests, Engine engine, List<Platform> platforms)
        implements AutoCloseable {

    /** What decides the image now. */
    ImageContent content() {
        return reader.read(digests);
    }

    /** The same with a builder that has all of the context. */
    private ModuleBuild ofWholeContext() {
        return new ModuleBuild(request, reader.ofWholeContext(), digests, engine, platforms);
    }

    /** The same, or where BuildKit was expected and does not answer, with the classic builder in its place. */
    ModuleBuild withTheBuilderThatAnswers(BuilderSettings settings) {
        boolean isSure = settings.kind() != BuilderSettings.Kind.AUTO
                || engine.ifThere().isEmpty()
                || !engine.expectsBuildKit(settings);
        return isSure || engine.builder(settings).buildKit().isPresent() ? this : ofWholeContext();
    }

    /** Sees to it that what is built is that. */
    ContentConfirmation confirmation(BuildListener listener) {
        return new ContentConfirmation(reader, digests, listener);
    }

    @Override
    public void close() {
        engine.close();
    }

    /** A Docker Engine, or why there is none. */
    static final class Engine implements AutoCloseable {
        private final @Nullable DockerEngine engine;
        private final @Nullable ActionableException whyNot;

        private final Supplier<Optional<Platform>> platform;
        private @Nullable EngineBuilder builder;

        private Engine(
                @Nullable DockerEngine engine,
                @Nullable ActionableException whyNot,
                Supplier<Optional<Platform>> platform) {
            this.engine = engine;
            this.whyNot = whyNot;
            this.platform = platform;
        }

        static Engine connect(DockerSettings settings) {
            try {
                DockerEngine engine = DockerEngine.connect(settings);
                return new Engine(engine, null, () -> Optional.of(platformOf(engine.info())));
            } catch (ActionableException e) {
                return new Engine(null, e, Optional::empty);
            }
        }

        /** None is asked for: a BuildKit daemon builds. */
        static Engine none(Supplier<BuildKit> daemon) {
            return new Engine(null, null, () -> platformOf(daemon));
        }

        Optional<DockerEngine> ifThere() {
            return Optional.ofNullable(engine);
        }

        /** @throws ActionableException when there is none */
        DockerEngine required() {
            if (engine == null) {
                throw whyNot == null ? new IllegalStateException("no engine was asked for") : whyNot;
            }
            return engine;
        }

        /**
         * What it builds with; closed with it.
         *
         * @throws ActionableException when there is no engine, or not the builder that is asked for
         */
        EngineBuilder builder(BuilderSettings settings) {
            if (builder == null) {
                builder = EngineBuilder.of(required(), settings);
            }
            return builder;
        }

        /** Whether BuildKit is going to build, as far as that is known. */
        boolean expectsBuildKit(BuilderSettings settings) {
            return settings.buildkitHost().isPresent() || EngineBuilder.expectsBuildKit(ifThere(), settings);
        }

        /** What it builds for by itself; empty where neither engine nor daemon answers. */
        Optional<Platform> platform() {
            return platform.get();
        }

        private static Optional<Platform> platformOf(Supplier<BuildKit> daemon) {
            try (BuildKit there = daemon.get()) {
                return Optional.of(there.info().platform());
            } catch (ActionableException noAnswer) {
                return Optional.empty();
            }
        }

        private static Platform platformOf(EngineInfo info) {
            return Platform.of(info.os(), info.architecture(), "");
        }

        @Override
        public void close() {
            if (builder != null) {
                builder.close();
            }
            if (engine != null) {
                engine.close();
            }
        }
    }
}
