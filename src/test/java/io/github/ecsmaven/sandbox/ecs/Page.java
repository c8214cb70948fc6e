package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** One page of a list: {@code maxResults} elements from {@code nextToken} on. */
final class Page {
    private static final String PREFIX = "from:";

    private Page() {}

    /** @param ordinary elements of a page when the request does not say */
    static ObjectNode answer(ObjectNode request, String member, List<? extends JsonNode> all, int ordinary)
            throws AwsError {
        int size = request.path("maxResults").asInt(ordinary);
        if (size < 1 || size > 100) {
            throw EcsErrors.invalidParameter("maxResults must be between 1 and 100.");
        }
        int from =
                request.hasNonNull("nextToken") ? start(request.get("nextToken").asText()) : 0;
        int to = Math.min(all.size(), from + size);
        ObjectNode answer = Wire.object();
        answer.set(member, Wire.arrayOf(all.subList(Math.min(from, to), to)));
        if (to < all.size()) {
            answer.put("nextToken", token(to));
        }
        return answer;
    }

    private static String token(int from) {
        return Base64.getEncoder().encodeToString((PREFIX + from).getBytes(StandardCharsets.UTF_8));
    }

    private static int start(String token) throws AwsError {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(PREFIX)) {
                return Integer.parseInt(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException e) {
            // falls through to AWS's own answer
        }
        throw EcsErrors.invalidParameter("Invalid token.");
    }
}
