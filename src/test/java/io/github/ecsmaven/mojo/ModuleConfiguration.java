package io.github.ecsmaven.mojo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;

/** A module's configuration, with nothing set but what Maven sets. */
final class ModuleConfiguration {
    final Model model = new Model();
    Path directory;
    Path context;
    Optional<Path> dockerfile = Optional.empty();
    List<String> tags = List.of();
    Optional<String> image = Optional.empty();
    Map<String, String> buildArgs = Map.of();
    Optional<String> target = Optional.empty();
    Optional<String> platform = Optional.empty();
    Map<String, String> labels = Map.of();
    Optional<String> network = Optional.empty();
    List<String> extraHosts = List.of();
    List<String> platforms = List.of();
    Optional<String> repository = Optional.empty();
    Set<String> ecrRegistries = Set.of();

    ModuleConfiguration(Path directory) {
        this.directory = directory;
        this.context = directory;
        model.setGroupId("com.acme");
        model.setArtifactId("Shop");
        model.setVersion("1.0.0+build.5");
    }

    ModuleImage toImage() {
        MavenProject project = new MavenProject(model);
        project.setFile(directory.resolve("pom.xml").toFile());
        return new ModuleImage(
                project,
                context,
                dockerfile,
                tags,
                image,
                buildArgs,
                target,
                platform,
                platforms,
                labels,
                network,
                extraHosts,
                repository,
                ecrRegistries);
    }
}
