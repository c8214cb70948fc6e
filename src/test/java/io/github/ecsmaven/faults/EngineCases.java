package io.github.ecsmaven.faults;

import io.github.ecsmaven.buildkit.Relay;
import io.github.ecsmaven.docker.EngineDial;
import io.github.ecsmaven.sandbox.Faults.Effect;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What becomes of the Docker Engine; one after the other, since it is one engine. */
final class EngineCases {
    private static final String CHAPTER = "The Docker Engine";
    private static final long LARGE = 45L << 20;
    private static final long FILLER = 20L << 20;

    private EngineCases() {}

    static List<FaultCase> all() {
        return List.of(
                of("is stopped before the run", world -> OwnEngine.stop()),
                stoppedAt("is stopped while it pulls a base image", "registry:GetBlob"),
                of("is stopped while it is sent the context", EngineCases::stopAtContext),
                of("is stopped while a step of the build runs", EngineCases::stopAtStep),
                stoppedAt("is stopped while it pushes a layer", "registry:UploadChunk"),
                stoppedAt("is stopped when the layers are pushed", "registry:PutManifest"),
                of("has a full disk when the image is built", EngineCases::fillUp),
                of(
                        "has no socket that may be used",
                        world -> world.properties.put("ecs.dockerHost", "unix:///proc/docker.sock")));
    }

    private static FaultCase stoppedAt(String words, String call) {
        return of(words, world -> {
            world.buildOnKeptImage();
            world.sandbox.faults().add(call, 1, new Effect.Meanwhile(OwnEngine::stop));
        });
    }

    private static void stopAtContext(World world) throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(world.module.resolve("app.txt").toFile(), "rw")) {
            large.setLength(LARGE);
        }
        EngineDial engine = EngineDial.to(URI.create(world.properties.get("ecs.dockerHost")), Optional.empty());
        Relay relay = Relay.start(world.module, engine).whenSent(LARGE / 2, OwnEngine::stop);
        world.properties.put("ecs.dockerHost", world.onClose(relay).host());
    }

    private static void stopAtStep(World world) throws IOException, InterruptedException {
        SlowStep.in(world.module).begun().thenRun(OwnEngine::stop);
    }

    private static void fillUp(World world) throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(world.module.resolve("app.txt").toFile(), "rw")) {
            large.setLength(LARGE);
        }
        OwnEngine.fill(world.properties.get("ecs.dockerHost"), world.module.resolve("filler"), FILLER);
    }

    /** The engine runs before, and once more after it. */
    private static FaultCase of(String words, Fault.Step fault) {
        Fault.Play play = world -> {
            world.properties.put("ecs.dockerHost", OwnEngine.start());
            fault.in(world);
            return Outcome.of(world.run().deploy());
        };
        Fault.Step after = world -> {
            OwnEngine.stop();
            world.properties.put("ecs.dockerHost", OwnEngine.start());
        };
        return new FaultCase(CHAPTER, words, Scene.SERVICE, new Fault.OfRun(play, after));
    }
}
