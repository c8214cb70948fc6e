package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;

/** The operations on tags of clusters, services, tasks and task definitions. */
final class TagApi {
    private final Region region;

    TagApi(Region region) {
        this.region = region;
    }

    ObjectNode tag(ObjectNode request) throws AwsError {
        if (request.path("tags").isEmpty()) {
            throw EcsErrors.invalidParameter("Tags can not be empty.");
        }
        tagsOf(request).add(request.path("tags"));
        return Wire.object();
    }

    ObjectNode untag(ObjectNode request) throws AwsError {
        if (request.path("tagKeys").isEmpty()) {
            throw EcsErrors.invalidParameter("Tag keys can not be empty.");
        }
        tagsOf(request).remove(Wire.list(request, "tagKeys"));
        return Wire.object();
    }

    ObjectNode list(ObjectNode request) throws AwsError {
        ObjectNode answer = Wire.object();
        answer.set("tags", tagsOf(request).toJson());
        return answer;
    }

    private ResourceTags tagsOf(ObjectNode request) throws AwsError {
        String arn = request.path("resourceArn").asText("");
        Optional<ResourceTags> tags = find(arn);
        return tags.orElseThrow(() -> EcsErrors.invalidParameter("The specified resource '" + arn
                + "' could not be found. Specify a valid ARN of a resource of this account and Region."));
    }

    private Optional<ResourceTags> find(String arn) {
        if (!arn.startsWith("arn:")) {
            return Optional.empty();
        }
        if (region.arns.mayBe("cluster", arn)) {
            return region.findCluster(arn).map(cluster -> cluster.tags);
        }
        if (region.arns.mayBe("task-definition", arn)) {
            return region.findTaskDefinition(arn).map(definition -> definition.tags);
        }
        for (Cluster cluster : region.clusters.values()) {
            for (Service service : cluster.services.values()) {
                if (service.arn.equals(arn)) {
                    return Optional.of(service.tags);
                }
            }
            for (Task task : cluster.tasks.values()) {
                if (task.arn.equals(arn)) {
                    return Optional.of(task.tags);
                }
            }
        }
        return Optional.empty();
    }
}
