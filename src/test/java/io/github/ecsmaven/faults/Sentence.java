package io.github.ecsmaven.faults;

import io.github.ecsmaven.mojo.ModuleRun.Said;
import java.util.Optional;

/** The first line that tells of a fault, without what differs from run to run. */
final class Sentence {
    private final World world;

    Sentence(World world) {
        this.world = world;
    }

    String of(Said said) {
        Optional<String> warning = said.log()
                .lines()
                .filter(line -> line.startsWith("[WARNING] "))
                .findFirst()
                .map(line -> line.substring("[WARNING] ".length()));
        return said.error().or(() -> warning).map(this::stable).orElse("–");
    }

    private String stable(String text) {
        return text.strip()
                .lines()
                .findFirst()
                .orElse("")
                .replace(world.module.toString(), "…")
                .replaceAll("unix://\\S*/([\\w.-]+\\.sock)", "unix://…/$1")
                .replace(world.sandbox.registry(), "REGISTRY")
                .replace(world.repository, "shop")
                .replaceAll("sha256:[0-9a-f]{8,}", "sha256:…")
                .replaceAll("c-[0-9a-f]{32}", "c-…")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…")
                .replaceAll("ecs-svc/\\d+", "ecs-svc/…")
                .replaceAll("\\b[0-9a-f]{32}\\b", "…")
                .replaceAll("127\\.0\\.0\\.1:\\d+(->127\\.0\\.0\\.1:\\d+)?", "127.0.0.1:…")
                .replaceAll("\\d+(\\.\\d+)? (ms|millis|milliseconds)\\b", "… ms")
                // Which of the two it is depends on what was read when the reset came.
                .replace("Unexpected end of file from server", "Connection reset")
                // Whether it was in the middle of an item.
                .replace("closed the connection before the end of its answer", "closed the connection")
                // What was written a moment before it was hashed is not remembered.
                .replace("/target/ecs/content cannot be written", "/target/ecs/hashes cannot be written")
                .replaceAll("\\d+ tasks stopped", "… tasks stopped")
                .replace("<", "&lt;")
                .replace("|", "\\|");
    }
}
