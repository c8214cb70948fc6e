package io.github.ecsmaven.sandbox.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** One page of a list: {@code limit} (1 to 50, which it is when absent) and {@code nextToken} in, {@code nextToken} out while more is left. */
final class ListPage {
    private static final int LARGEST = 50;

    private ListPage() {}

    static ObjectNode answer(String member, List<ObjectNode> all, RequestMembers request) throws AwsError {
        int limit = request.optionalNumber("limit").orElse(LARGEST);
        if (limit < 1) {
            throw LogsErrors.invalid("limit", limit, "Member must have value greater than or equal to 1");
        }
        if (limit > LARGEST) {
            throw LogsErrors.invalid("limit", limit, "Member must have value less than or equal to " + LARGEST);
        }
        int start = Math.min(start(request), all.size());
        int end = Math.min(all.size(), start + limit);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray(member);
        list.addAll(all.subList(start, end));
        if (end < all.size()) {
            byte[] next = Integer.toString(end).getBytes(StandardCharsets.UTF_8);
            answer.put("nextToken", Base64.getEncoder().encodeToString(next));
        }
        return answer;
    }

    private static int start(RequestMembers request) throws AwsError {
        if (!request.has("nextToken")) {
            return 0;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(request.text("nextToken"));
            return Integer.parseUnsignedInt(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            throw LogsErrors.invalid("The specified nextToken is invalid.");
        }
    }
}
