package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.EcrHost;
import io.github.ecsmaven.ecr.ImageTags;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.ContentReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/** The image that a module is configured to have. Every goal computes it anew, and all must come to the same. */
record ModuleImage(
        MavenProject project,
        Path contextDirectory,
        Optional<Path> namedDockerfile,
        List<String> givenTags,
        Optional<String> givenImage,
        Map<String, String> buildArgs,
        Optional<String> target,
        Optional<String> givenPlatform,
        List<String> givenPlatforms,
        Map<String, String> givenLabels,
        Optional<String> network,
        List<String> extraHosts,
        Optional<String> givenRepository,
        Set<String> ecrRegistries) {

    /** @throws ActionableException when names, tags or platform are such that no engine or registry takes them */
    void check() {
        deployed();
        localNames();
        platforms();
    }

    /** An image from elsewhere, which is deployed instead of one of the module's own. */
    Optional<ImageReference> deployed() {
        return givenImage.map(text -> {
            try {
                return ImageReference.parse(text);
            } catch (IllegalArgumentException e) {
                throw new ActionableException(
                        "<image> is not the name of an image: " + e.getMessage() + ".",
                        "Set it to one such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4.",
                        e);
            }
        });
    }

    /** Whether an image is in a registry of Amazon ECR, going by its host. */
    boolean isInEcr(ImageReference image) {
        return EcrHost.parse(image.registry()).isPresent() || ecrRegistries.contains(image.registry());
    }

    Path dockerfile() {
        return namedDockerfile.orElseGet(() -> contextDirectory.resolve("Dockerfile"));
    }

    /**
     * Whether the module has a Dockerfile.
     *
     * @param needed whether the module's configuration makes no sense without one
     * @throws ActionableException when one is named or needed and is not there
     */
    boolean hasDockerfile(boolean needed) {
        if (Files.isRegularFile(dockerfile())) {
            return true;
        }
        if (namedDockerfile.isPresent()) {
            throw new ActionableException(
                    "The Dockerfile " + dockerfile() + " does not exist.",
                    "Correct <dockerfile> or -Decs.dockerfile; a relative path begins at " + project.getBasedir()
                            + ".");
        }
        if (needed) {
            throw new ActionableException(
                    "<cluster> and <service> are set, but there is no Dockerfile in " + contextDirectory
                            + ": nothing would be deployed.",
                    "Add one, name it with <dockerfile>, deploy an image from elsewhere with <image>, or leave the module"
                            + " out with <skip>true</skip>.");
        }
        return false;
    }

    RepositoryLocation repository() {
        return givenRepository
                .map(text -> RepositoryLocation.parse(text, ecrRegistries))
                .orElseGet(() -> RepositoryLocation.of(RepositoryName.fromArtifactId(project.getArtifactId())));
    }

    List<Tag> tags() {
        return givenTags.isEmpty()
                ? List.of(ImageTags.fromVersion(project.getVersion()))
                : givenTags.stream().map(ImageTags::given).distinct().toList();
    }

    /** The names of the image in the engine, before anything is known about the registry. */
    List<ImageReference> localNames() {
        ImageReference repository = ImageReference.parse(repository().toString());
        return tags().stream().map(repository::withTag).toList();
    }

    /** The name in the engine under one tag. */
    ImageReference localName(Tag tag) {
        return ImageReference.parse(repository().toString()).withTag(tag);
    }

    /** The platforms that are asked for; none for what suits the service or the builder. */
    List<Platform> platforms() {
        if (givenPlatform.isPresent() && !givenPlatforms.isEmpty()) {
            throw new ActionableException("<platform> and <platforms> are both set.", "Keep one of them.");
        }
        return givenPlatforms.isEmpty()
                ? givenPlatform.map(text -> platform("platform", text)).stream().toList()
                : givenPlatforms.stream()
                        .map(text -> platform("platforms", text))
                        .distinct()
                        .toList();
    }

    private static Platform platform(String element, String text) {
        try {
            return Platform.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ActionableException(
                    "<" + element + "> is " + e.getMessage() + ".",
                    "Set <" + element + "> or -Decs." + element + " to one such as linux/amd64 or linux/arm64.",
                    e);
        }
    }

    Optional<String> revision() {
        return GitCommit.of(project.getBasedir().toPath());
    }

    String coordinates() {
        return project.getGroupId() + ":" + project.getArtifactId() + ":" + project.getVersion();
    }

    /** The configured labels over those that OCI's image specification predefines ("Pre-Defined Annotation Keys"). */
    Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(OciLabels.of(project, revision()));
        labels.putAll(givenLabels);
        return labels;
    }

    /** Of the options those that decide what is in the image. */
    ContentReader.DecidingOptions decidingOptions(List<Platform> runsOn) {
        Map<String, String> labels = labels();
        OciLabels.OF_A_BUILD.stream()
                .filter(name -> !givenLabels.containsKey(name))
                .forEach(labels::remove);
        return new ContentReader.DecidingOptions(buildArgs, labels, runsOn);
    }

    /** A hash of all that decides which image is built under which names, apart from the files. */
    String fingerprint() {
        List<?> parts = List.of(
                relative(contextDirectory),
                relative(dockerfile()),
                localNames(),
                new TreeMap<>(buildArgs),
                target,
                platforms(),
                new TreeMap<>(givenLabels),
                network,
                extraHosts);
        try {
            byte[] text = parts.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private String relative(Path path) {
        Path base = project.getBasedir().toPath().toAbsolutePath().normalize();
        return base.relativize(path.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /**
     * What is told of the module's image once it is there.
     *
     * @param id id in the engine, where there is one
     * @param content its content tag, where it has one
     */
    ImageRecord record(Optional<Digest> id, Optional<Tag> content, boolean forced, List<Platform> runsOn) {
        return new ImageRecord(
                localNames().get(0),
                id,
                Optional.empty(),
                Stream.concat(tags().stream(), content.stream()).toList(),
                content,
                forced,
                runsOn,
                false,
                coordinates(),
                revision(),
                fingerprint());
    }

    /** Whether a record was left by this version, commit and configuration. */
    boolean isOwn(ImageRecord record) {
        return record.coordinates().equals(coordinates())
                && record.revision().equals(revision())
                && record.configuration().equals(fingerprint());
    }

    /** @throws ActionableException when a record was left by another version, commit or configuration */
    void refuseForeign(ImageRecord record, Path file) {
        if (!record.coordinates().equals(coordinates())) {
            throw foreign(file, "is that of " + record.coordinates() + ", and this module is " + coordinates());
        }
        Optional<String> revision = revision();
        if (!record.revision().equals(revision)) {
            throw foreign(
                    file,
                    "was built from commit " + record.revision().orElse("(none)") + ", and " + revision.orElse("(none)")
                            + " is checked out");
        }
        if (!record.configuration().equals(fingerprint())) {
            throw foreign(file, "was built with another configuration (tags, build arguments, platform, Dockerfile …)");
        }
    }

    private static ActionableException foreign(Path file, String reason) {
        return new ActionableException(
                "The image that " + file + " describes " + reason + ".",
                "Build it again (mvn package), with the same -Decs.* properties in each stage of the pipeline.");
    }
}
