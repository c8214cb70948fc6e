package io.github.ecsmaven.faults;

import io.github.ecsmaven.mojo.ModuleRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What goes wrong in the module's own directory. */
final class ClientCases {
    private static final String CHAPTER = "The machine that runs Maven";
    private static final Fault.Step NOTHING = world -> {};

    private ClientCases() {}

    static List<FaultCase> all() {
        List<FaultCase> cases = new ArrayList<>();
        cases.add(new FaultCase(
                CHAPTER,
                "`target` is read-only",
                Scene.SERVICE,
                new Fault.OfSurroundings(
                        world -> SmallDisk.mount(world.module.resolve("target"), "ro"),
                        world -> SmallDisk.unmount(world.module.resolve("target")))));
        cases.add(new FaultCase(
                CHAPTER,
                "`target` is a file",
                Scene.SERVICE,
                new Fault.OfSurroundings(
                        world -> Files.writeString(world.module.resolve("target"), ""),
                        world -> Files.delete(world.module.resolve("target")))));
        for (String goal : List.of("", "build", "push", "lifecycle")) {
            cases.add(fullDisk(goal));
        }
        for (String goal : List.of("build", "push", "lifecycle")) {
            corruptions().forEach((words, step) -> cases.add(afterGoal(words, goal, step)));
        }
        corruptions().forEach((words, step) -> cases.add(beforeRun(words, step)));
        return cases;
    }

    private static FaultCase fullDisk(String goal) {
        Fault.Step fill = world -> SmallDisk.fill(world.module.resolve("target"));
        Fault.Play play = world -> {
            SmallDisk.mount(world.module.resolve("target"), "size=64k");
            ModuleRun run = world.run();
            if (goal.isEmpty()) {
                fill.in(world);
            }
            return Outcome.of(run.after(goal, () -> {
                        fill.in(world);
                        return goal;
                    })
                    .deploy());
        };
        return new FaultCase(
                CHAPTER,
                "the disk of `target` is full " + (goal.isEmpty() ? "from the start" : "after `ecs:" + goal + "`"),
                Scene.SERVICE,
                new Fault.OfRun(play, world -> SmallDisk.unmount(world.module.resolve("target"))));
    }

    private static Map<String, Fault.Step> corruptions() {
        Map<String, Fault.Step> corruptions = new LinkedHashMap<>();
        corruptions.put("is empty", write(""));
        corruptions.put("is cut off", world -> {
            String whole =
                    Files.exists(file(world)) ? Files.readString(file(world)) : "{\"image\": \"shop:1\", \"tags\": [";
            write(whole.substring(0, whole.length() / 2)).in(world);
        });
        corruptions.put("is of zero bytes as a crashed file system leaves it", write("\0".repeat(400)));
        corruptions.put("names no image", write("{\"imagePushed\": true}"));
        corruptions.put("is gone", world -> Files.deleteIfExists(file(world)));
        return corruptions;
    }

    private static Fault.Step write(String text) {
        return world -> {
            Files.createDirectories(world.records());
            Files.writeString(file(world), text);
        };
    }

    private static Path file(World world) {
        return world.records().resolve("image.json");
    }

    private static FaultCase afterGoal(String words, String goal, Fault.Step corruption) {
        Fault.Play play = world -> Outcome.of(world.run()
                .after(goal, () -> {
                    corruption.in(world);
                    return goal;
                })
                .deploy());
        return new FaultCase(
                CHAPTER,
                "`image.json` " + words + " after `ecs:" + goal + "`",
                Scene.SERVICE,
                new Fault.OfRun(play, NOTHING));
    }

    private static FaultCase beforeRun(String words, Fault.Step corruption) {
        return new FaultCase(
                CHAPTER,
                "`image.json` " + words + " before the run",
                Scene.SERVICE,
                Fault.OfSurroundings.of(corruption));
    }
}
