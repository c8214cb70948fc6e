package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ECR's ImageIdentifier: a digest, a tag, or both, which must then agree. */
record ImageId(@Nullable String digest, @Nullable String tag) {
    /** The image identifiers of a request, at most as many as the operation allows. */
    static List<ImageId> listOf(RequestMembers members, String name, int most) throws AwsError {
        List<ImageId> ids = new ArrayList<>();
        for (RequestMembers id : members.structures(name, "imageDigest", "imageTag")) {
            ids.add(new ImageId(
                    id.optionalText("imageDigest").orElse(null),
                    id.optionalText("imageTag").orElse(null)));
        }
        if (ids.size() > most) {
            throw EcrErrors.invalidParameter(name, "Member must have length less than or equal to " + most);
        }
        return ids;
    }

    static ObjectNode json(@Nullable String digest, @Nullable String tag) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (digest != null) {
            json.put("imageDigest", digest);
        }
        if (tag != null) {
            json.put("imageTag", tag);
        }
        return json;
    }

    ObjectNode json() {
        return json(digest, tag);
    }

    String inWordsOfEcr() {
        return "{imageDigest:'" + digest + "', imageTag:'" + tag + "'}";
    }
}
