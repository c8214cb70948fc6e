package io.github.ecsmaven.buildkit;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that build a directory of their own with the engine that runs on this machine, and its BuildKit. */
@Tag("engine")
@Timeout(60)
public abstract class EngineFixture {
    protected static TestEngine engine;
    protected static BuildKit buildKit;

    protected final HeardBuild heard = new HeardBuild();

    @TempDir
    protected Path context;

    @TempDir
    protected Path elsewhere;

    @BeforeAll
    static void connect() {
        engine = new TestEngine();
        buildKit = BuildKit.of(engine.engine());
    }

    @AfterAll
    static void removeImages() throws IOException {
        buildKit.close();
        engine.close();
    }

    /** A build on the base image with these steps, none of them from the cache. */
    protected BuildRequest request(String steps) {
        return BuildRequest.of(context, "FROM " + engine.base() + "\n" + steps).noCache();
    }

    protected void build(BuildRequest request) {
        engine.builder(buildKit).build(request.build(), heard);
    }
}
