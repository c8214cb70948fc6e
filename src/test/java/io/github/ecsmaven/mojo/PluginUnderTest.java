package io.github.ecsmaven.mojo;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.configuration.PlexusConfigurationException;

/** This plugin as Maven reads it: the descriptor that the build made of the goals. */
final class PluginUnderTest {
    static final String KEY = "io.github.ecsmaven:ecs-maven-plugin";

    private PluginUnderTest() {}

    static PluginDescriptor descriptor() {
        try (Reader file = Files.newBufferedReader(Path.of("target/classes/META-INF/maven/plugin.xml"))) {
            return new PluginDescriptorBuilder().build(file);
        } catch (IOException | PlexusConfigurationException e) {
            throw new IllegalStateException("the plugin has no descriptor", e);
        }
    }
}
