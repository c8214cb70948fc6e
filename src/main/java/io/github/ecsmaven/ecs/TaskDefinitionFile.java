package io.github.ecsmaven.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * A task definition in a JSON file: what {@code aws ecs register-task-definition --cli-input-json} takes, or the output of
 * {@code aws ecs describe-task-definition} with or without the {@code taskDefinition} around it. Placeholders are replaced in the parsed
 * values, so that no value can break the JSON.
 */
final class TaskDefinitionFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> CLOUD_FORMATION = List.of("Properties", "ContainerDefinitions", "Family");

    private final Path path;

    TaskDefinitionFile(Path path) {
        this.path = path;
    }

    /**
     * Reads the file.
     *
     * @throws ActionableException naming everything in it that is no task definition, and every placeholder without a value
     */
    RegisterTaskDefinitionRequest read(Placeholders placeholders) {
        JsonNode root = parse();
        refuseUnlessObject(root);
        refuseCloudFormation(root);
        boolean raw = root.path("taskDefinition").isObject();
        ObjectNode definition = (raw ? root.get("taskDefinition") : root).deepCopy();
        refuseCloudFormation(definition);
        definition.remove(RegisteredFields.READ_ONLY);
        JsonToSdk reader = new JsonToSdk(placeholders);
        RegisterTaskDefinitionRequest.Builder builder = RegisterTaskDefinitionRequest.builder();
        reader.fill((SdkPojo) builder, definition, raw ? "$.taskDefinition" : "$");
        if (raw) {
            reader.fill((SdkPojo) builder, aroundDefinition(root), "$");
        }
        refuseProblems(reader.problems(), placeholders.unresolved());
        return complete(builder.build());
    }

    /** The CLI prints nothing but {@code taskDefinition} and {@code tags}; what else is there is refused as unknown. */
    private static JsonNode aroundDefinition(JsonNode root) {
        ObjectNode rest = root.deepCopy();
        rest.remove("taskDefinition");
        return rest;
    }

    private JsonNode parse() {
        try {
            return JSON.readTree(Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new ActionableException(
                    "The task definition file " + path + " does not exist.",
                    "Correct <taskDefinition> (-Decs.taskDefinition), or leave it out to start from what runs now.",
                    e);
        } catch (JsonProcessingException e) {
            throw new ActionableException(
                    "The task definition file " + path + " is not JSON: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ").",
                    "Correct the file; a good one to start from: aws ecs describe-task-definition --task-definition FAMILY.",
                    e);
        } catch (IOException e) {
            throw new ActionableException(
                    "The task definition file " + path + " cannot be read: " + FileFailure.reason(e) + ".",
                    "Make it readable, as UTF-8, for the user who runs Maven.",
                    e);
        }
    }

    private void refuseUnlessObject(JsonNode root) {
        if (!root.isObject()) {
            throw new ActionableException(
                    "The task definition file " + path + " holds no JSON object.",
                    "Write what 'aws ecs register-task-definition --cli-input-json' takes.");
        }
    }

    private void refuseCloudFormation(JsonNode object) {
        if (CLOUD_FORMATION.stream().anyMatch(object::has)) {
            throw new ActionableException(
                    "The task definition file " + path + " is written with capitals (ContainerDefinitions, Family), as"
                            + " CloudFormation does.",
                    "Write it as the ECS API does (containerDefinitions, family); 'aws ecs describe-task-definition"
                            + " --task-definition FAMILY' prints the registered one in that form.");
        }
    }

    private void refuseProblems(List<String> problems, List<String> unresolved) {
        if (!problems.isEmpty()) {
            throw new ActionableException(
                    "The task definition file " + path + " is not what ECS registers:" + lines(problems)
                            + lines(unresolved),
                    "Correct or remove these; the fields are those of RegisterTaskDefinition in the ECS API reference.");
        }
        if (!unresolved.isEmpty()) {
            throw new ActionableException(
                    "The task definition file " + path + " has placeholders without a value:" + lines(unresolved),
                    "Set them as properties of the project or with -D, or correct them; where the text itself is meant, write"
                            + " @@NAME@ for @NAME@.");
        }
    }

    private static String lines(List<String> items) {
        return items.stream().map(item -> System.lineSeparator() + "  " + item).collect(Collectors.joining());
    }

    private RegisterTaskDefinitionRequest complete(RegisterTaskDefinitionRequest definition) {
        if (definition.family() == null || definition.family().isBlank()) {
            throw new ActionableException(
                    "The task definition file " + path + " has no 'family'.",
                    "Add \"family\": \"NAME\": the name that its revisions are counted under.");
        }
        if (definition.containerDefinitions().isEmpty()) {
            throw new ActionableException(
                    "The task definition file " + path + " has no 'containerDefinitions'.",
                    "Add at least one container with a name; its image is filled in by the plugin.");
        }
        return definition;
    }
}
