package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One revision of a family: what was registered, with ECS's defaults filled in. */
final class TaskDefinition {
    final String family;
    final int revision;
    final String arn;
    final ResourceTags tags;
    private final ObjectNode json;
    private @Nullable Instant deregisteredAt;

    TaskDefinition(String family, int revision, String arn, ObjectNode json, ResourceTags tags) {
        this.family = family;
        this.revision = revision;
        this.arn = arn;
        this.json = json;
        this.tags = tags;
    }

    boolean isActive() {
        return deregisteredAt == null;
    }

    void deregister(Instant now) {
        deregisteredAt = deregisteredAt == null ? now : deregisteredAt;
    }

    String member(String name) {
        return json.path(name).asText("");
    }

    boolean isAwsvpc() {
        return member("networkMode").equals("awsvpc");
    }

    boolean runsOn(String launchType) {
        return Wire.list(json, "compatibilities").contains(launchType);
    }

    /** The platform whose images it can run, in Docker's words. */
    String platform() {
        JsonNode runtime = json.path("runtimePlatform");
        String os = runtime.path("operatingSystemFamily").asText("LINUX").startsWith("WINDOWS") ? "windows" : "linux";
        return os + (runtime.path("cpuArchitecture").asText("X86_64").equals("ARM64") ? "/arm64" : "/amd64");
    }

    String platformFamily() {
        String family =
                json.path("runtimePlatform").path("operatingSystemFamily").asText("LINUX");
        return family.equals("LINUX") ? "Linux" : family;
    }

    List<ObjectNode> containers() {
        List<ObjectNode> containers = new ArrayList<>();
        json.path("containerDefinitions").forEach(container -> containers.add(((ObjectNode) container).deepCopy()));
        return containers;
    }

    Optional<ObjectNode> container(String name) {
        return containers().stream()
                .filter(container -> container.path("name").asText().equals(name))
                .findFirst();
    }

    /** @throws AwsError when the caller may not hand its roles to tasks, which ECS asks at every start and not only at registration */
    void requirePassedRoles(Caller caller) throws AwsError {
        for (String role : roles()) {
            caller.require("iam:PassRole", arnOf(role), IamResources.TO_TASKS);
        }
    }

    /** IAM knows no other name of a role; a task definition may have the last part alone. */
    private String arnOf(String role) {
        String account = arn.split(":", -1)[4];
        return role.startsWith("arn:") ? role : "arn:aws:iam::" + account + ":role/" + role;
    }

    List<String> roles() {
        return Stream.of("taskRoleArn", "executionRoleArn")
                .filter(json::hasNonNull)
                .map(this::member)
                .toList();
    }

    ObjectNode toJson() {
        ObjectNode copy = json.deepCopy();
        copy.put("status", isActive() ? "ACTIVE" : "INACTIVE");
        Wire.putTime(copy, "deregisteredAt", deregisteredAt);
        return copy;
    }
}
