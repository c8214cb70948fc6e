package io.github.ecsmaven.faults;

import io.github.ecsmaven.mojo.ModuleRun;
import io.github.ecsmaven.mojo.ModuleRun.Said;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.TreeMap;

/** The goals in a JVM of their own, which may be killed: by Maven's components, without its launcher. */
final class InterruptedMain {
    private static final Duration GLANCE = Duration.ofMillis(200);

    private InterruptedMain() {}

    /** @param arguments module, and a file with configuration and properties */
    public static void main(String[] arguments) throws IOException {
        Properties given = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(arguments[1]))) {
            given.load(file);
        }
        String xml = (String) given.remove("xml");
        TreeMap<String, String> properties = new TreeMap<>();
        given.stringPropertyNames().forEach(name -> properties.put(name, given.getProperty(name)));
        ModuleRun run = new ModuleRun(
                        Path.of(arguments[0]), xml, properties, Clock.systemUTC(), InterruptedMain::glance)
                .telling(System.out::println);
        Said said = run.deploy();
        said.error().ifPresent(System.out::println);
        System.exit(said.isSuccess() ? 0 : 1);
    }

    private static void glance(Duration wanted) {
        try {
            Thread.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
