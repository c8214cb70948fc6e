package io.github.ecsmaven.mojo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.JsonText;
import io.github.ecsmaven.KeptFile;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/**
 * The files in {@code target/ecs} by which one goal tells the next, or a later stage of a pipeline, what it did. Fixed order, no
 * times: the same work writes the same bytes.
 */
final class RecordFiles {

    private final Path directory;

    RecordFiles(Path directory) {
        this.directory = directory;
    }

    static RecordFiles of(MavenProject project) {
        return new RecordFiles(Path.of(project.getBuild().getDirectory(), "ecs"));
    }

    /** Where the plugin writes in a module, and then where it writes in others, which a build context may hold too. */
    static List<Path> directories(MavenProject module, List<MavenProject> others) {
        return Stream.concat(Stream.of(module), others.stream())
                .map(each -> of(each).directory)
                .distinct()
                .toList();
    }

    Path imageFile() {
        return directory.resolve("image.json");
    }

    /** What decided the image that was built last. */
    Path contentFile() {
        return directory.resolve("content");
    }

    /** Hashes of files that were read before. */
    Path hashesFile() {
        return directory.resolve("hashes");
    }

    /** Where all these files are. */
    Path directory() {
        return directory;
    }

    /** Where the service answered. */
    KnownUrl url() {
        return new KnownUrl(directory);
    }

    private Path deploymentFile() {
        return directory.resolve("deployment.json");
    }

    void write(ImageRecord image) {
        ObjectNode json = JsonText.object();
        json.put("image", image.image().toString());
        image.imageId().ifPresent(id -> json.put("imageId", id.value()));
        image.imageDigest().ifPresent(digest -> json.put("imageDigest", digest.value()));
        image.tags().forEach(tag -> json.withArray("/tags").add(tag.value()));
        image.contentTag().ifPresent(tag -> json.put("contentTag", tag.value()));
        if (image.forced()) {
            json.put("forced", true);
        }
        json.put("imagePushed", image.imagePushed());
        image.platforms().forEach(platform -> json.withArray("/platforms").add(platform.toString()));
        json.put("coordinates", image.coordinates());
        image.revision().ifPresent(revision -> json.put("revision", revision));
        json.put("configuration", image.configuration());
        write(imageFile(), json);
    }

    /** Writes {@code deployment.json}. */
    void writeDeployment(Map<String, String> values) {
        ObjectNode json = JsonText.object();
        values.forEach(json::put);
        write(deploymentFile(), json);
    }

    /** What became of several services, in the order in which they were deployed to. */
    void writeDeployments(List<Map<String, String>> deployments) {
        ObjectNode json = JsonText.object();
        ArrayNode services = json.putArray("services");
        deployments.forEach(values -> values.forEach(services.addObject()::put));
        write(deploymentFile(), json);
    }

    /** Says to later runs that what the deploy phase does was put off. */
    void putOff() {
        write(putOffFile(), JsonText.object().put("putOff", true));
    }

    void forgetPutOff() {
        KeptFile.remove(putOffFile());
    }

    boolean isPutOff() {
        return Files.isRegularFile(putOffFile());
    }

    private Path putOffFile() {
        return directory.resolve("put-off.json");
    }

    /** Where the policy of a stage is written to; that of all stages has no name of its own. */
    Path policyFile(String stage) {
        return directory.resolve(stage.isEmpty() ? "iam-policy.json" : "iam-policy-" + stage + ".json");
    }

    void writePolicy(Path file, String json) {
        KeptFile.write(file, json + "\n");
    }

    void forgetPolicy(Path file) {
        KeptFile.remove(file);
    }

    /** Writes the template of a stack; answers where. */
    Path writeTemplate(String json) {
        Path file = directory.resolve("template.json");
        KeptFile.write(file, json.endsWith("\n") ? json : json + "\n");
        return file;
    }

    /** Before a build: what an earlier one left is not this one's, should it fail. */
    void forgetImage() {
        KeptFile.remove(imageFile());
    }

    /** Before a deployment: what an earlier one left is not this one's, should it fail. */
    void forgetDeployment() {
        KeptFile.remove(deploymentFile());
    }

    private void write(Path file, ObjectNode json) {
        KeptFile.write(file, JsonText.indented(json) + "\n");
    }

    /** What {@code ecs:build} or {@code ecs:push} left, or empty when neither ran since the last {@code mvn clean}. */
    Optional<ImageRecord> readImage() {
        if (!Files.isRegularFile(imageFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(JsonText.read(Files.readString(imageFile()))));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ActionableException(
                    imageFile() + " is not what ecs:build writes: " + e.getMessage(),
                    "Remove it (mvn clean) and build the image again (mvn package).",
                    e);
        } catch (IOException e) {
            throw KeptFile.failed(imageFile(), "read", e);
        }
    }

    /** What decided the image of that record, where its build left it. */
    Optional<ContentKey> readContent() {
        Optional<Tag> tag = readImage().flatMap(ImageRecord::contentTag);
        return ContentKey.read(contentFile()).filter(key -> tag.equals(Optional.of(key.tag())));
    }

    private static ImageRecord parse(JsonNode json) {
        List<Tag> tags = new ArrayList<>();
        json.path("tags").forEach(tag -> tags.add(new Tag(tag.asText())));
        return new ImageRecord(
                ImageReference.parse(text(json, "image")),
                optional(json, "imageId").map(Digest::new),
                optional(json, "imageDigest").map(Digest::new),
                tags,
                optional(json, "contentTag").map(Tag::new),
                json.path("forced").asBoolean(false),
                platforms(json),
                json.path("imagePushed").asBoolean(false),
                text(json, "coordinates"),
                optional(json, "revision"),
                text(json, "configuration"));
    }

    private static List<Platform> platforms(JsonNode json) {
        List<Platform> platforms = new ArrayList<>();
        json.path("platforms").forEach(platform -> platforms.add(Platform.parse(platform.asText())));
        if (platforms.isEmpty()) {
            throw new IllegalArgumentException("it has no 'platforms'");
        }
        return platforms;
    }

    private static String text(JsonNode json, String key) {
        return optional(json, key).orElseThrow(() -> new IllegalArgumentException("it has no '" + key + "'"));
    }

    private static Optional<String> optional(JsonNode json, String key) {
        return Optional.ofNullable(json.path(key).textValue());
    }
}
