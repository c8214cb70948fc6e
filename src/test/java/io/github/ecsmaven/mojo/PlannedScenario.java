package io.github.ecsmaven.mojo;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A module of its own for each test, against a sandbox of its own. */
abstract class PlannedScenario {
    PlannedModule module;

    @TempDir
    Path directory;

    @BeforeEach
    void open() throws IOException {
        module = new PlannedModule(directory);
    }

    @AfterEach
    void close() {
        module.close();
    }
}
