package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.Map;
import java.util.TreeMap;

/** What hangs on a repository: its tags and its resource policy. */
final class AttachmentOperations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_POLICY = 10_240;

    private final Repositories repositories;

    AttachmentOperations(Repositories repositories) {
        this.repositories = repositories;
    }

    Map<String, EcrOperation> operations() {
        return Map.of(
                "TagResource", this::tag,
                "UntagResource", this::untag,
                "ListTagsForResource", this::listTags,
                "SetRepositoryPolicy", this::setPolicy,
                "GetRepositoryPolicy", this::getPolicy,
                "DeleteRepositoryPolicy", this::deletePolicy);
    }

    private ObjectNode tag(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of("ecr:TagResource", request, "resourceArn", "tags");
        Repository repository = repositories.openArn(members.text("resourceArn"), caller, "TagResource");
        Map<String, String> all = new TreeMap<>(repository.tags());
        all.putAll(ResourceTags.from(members));
        ResourceTags.requireFew(all);
        repository.tags().putAll(all);
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode untag(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of("ecr:UntagResource", request, "resourceArn", "tagKeys");
        Repository repository = repositories.openArn(members.text("resourceArn"), caller, "UntagResource");
        members.texts("tagKeys").forEach(repository.tags()::remove);
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode listTags(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of("ecr:ListTagsForResource", request, "resourceArn");
        Repository repository = repositories.openArn(members.text("resourceArn"), caller, "ListTagsForResource");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ResourceTags.write(repository.tags(), answer.putArray("tags"));
        return answer;
    }

    private ObjectNode setPolicy(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:SetRepositoryPolicy", request, "registryId", "repositoryName", "policyText", "force");
        Repository repository = repositories.open(members, caller, "SetRepositoryPolicy");
        repository.policyText = normalized(members.text("policyText"));
        return policy(repository);
    }

    // What comes back is AWS's own rendering, not the text that was sent.
    private static String normalized(String text) throws AwsError {
        if (text.length() > LONGEST_POLICY) {
            throw EcrErrors.invalidParameter(
                    "policyText", "Member must have length less than or equal to " + LONGEST_POLICY);
        }
        try {
            JsonNode policy = JSON.readTree(text);
            requireStatements(policy);
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(policy);
        } catch (JsonProcessingException notJson) {
            throw invalidPolicy();
        }
    }

    private static void requireStatements(JsonNode policy) throws AwsError {
        JsonNode statements = policy.path("Statement");
        if (!statements.isArray() || statements.isEmpty()) {
            throw invalidPolicy();
        }
        for (JsonNode statement : statements) {
            boolean effect = statement.path("Effect").asText().matches("Allow|Deny");
            boolean principal = statement.has("Principal") || statement.has("NotPrincipal");
            boolean action = statement.has("Action") || statement.has("NotAction");
            // The policy hangs on its resource, so a statement names none (ECR user guide, "Repository policies").
            if (!effect || !principal || !action || statement.has("Resource")) {
                throw invalidPolicy();
            }
        }
    }

    private static AwsError invalidPolicy() {
        return EcrErrors.invalidParameter("PolicyText", "Invalid repository policy provided");
    }

    private ObjectNode getPolicy(ObjectNode request, Caller caller) throws AwsError {
        return policy(open(request, caller, "GetRepositoryPolicy"));
    }

    private ObjectNode deletePolicy(ObjectNode request, Caller caller) throws AwsError {
        Repository repository = open(request, caller, "DeleteRepositoryPolicy");
        ObjectNode answer = policy(repository);
        repository.policyText = null;
        return answer;
    }

    private Repository open(ObjectNode request, Caller caller, String action) throws AwsError {
        RequestMembers members = RequestMembers.of("ecr:" + action, request, "registryId", "repositoryName");
        return repositories.open(members, caller, action);
    }

    private static ObjectNode policy(Repository repository) throws AwsError {
        if (repository.policyText == null) {
            throw EcrErrors.missing("RepositoryPolicyNotFoundException", "Repository policy", repository);
        }
        return repository.answer().put("policyText", repository.policyText);
    }
}
