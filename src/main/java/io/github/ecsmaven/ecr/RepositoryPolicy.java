package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policy of a repository, compared by meaning and not by text: IAM takes one string where it takes a list of them. */
record RepositoryPolicy(JsonNode content) {
    static RepositoryPolicy parse(String text) {
        try {
            JsonNode content = JsonText.read(text);
            if (content.isObject()) {
                return new RepositoryPolicy(content);
            }
            throw refusal("it is no JSON object", null);
        } catch (JsonProcessingException e) {
            throw refusal(e.getOriginalMessage() + " at line " + e.getLocation().getLineNr(), e);
        }
    }

    private static ActionableException refusal(String reason, @Nullable Throwable cause) {
        return new ActionableException(
                "The repository policy cannot be read: " + reason + ".",
                "Correct the file that <repositoryPolicyFile> names; it holds one IAM policy with Version and Statement.",
                cause);
    }

    boolean meansTheSameAs(RepositoryPolicy other) {
        return differencesFrom(other).isEmpty();
    }

    /** What this policy has and another has not, and the other way round. */
    List<PolicyDifference> differencesFrom(RepositoryPolicy before) {
        return PolicyFields.differences(before.content, content);
    }

    /** One that says nothing. */
    static RepositoryPolicy none() {
        return new RepositoryPolicy(JsonText.object());
    }
}
