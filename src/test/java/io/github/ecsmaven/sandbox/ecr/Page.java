package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** One page of a list: {@code maxResults} and {@code nextToken} in, {@code nextToken} out while more is left. */
record Page<T>(List<T> items, int end, boolean more) {
    private static final int DEFAULT_SIZE = 100;

    static <T> Page<T> of(List<T> all, RequestMembers request, int largest) throws AwsError {
        int size = request.optionalNumber("maxResults").orElse(DEFAULT_SIZE);
        if (size < 1 || size > largest) {
            throw EcrErrors.invalidParameter("maxResults", "Member must have value between 1 and " + largest);
        }
        int start = start(request);
        int end = Math.min(all.size(), start + size);
        return new Page<>(all.subList(Math.min(start, all.size()), end), end, end < all.size());
    }

    private static int start(RequestMembers request) throws AwsError {
        if (!request.has("nextToken")) {
            return 0;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(request.text("nextToken"));
            return Integer.parseUnsignedInt(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            throw EcrErrors.invalidParameter("nextToken", "must be a token of an earlier response");
        }
    }

    void writeTokenTo(ObjectNode answer) {
        if (more) {
            byte[] next = String.valueOf(end).getBytes(StandardCharsets.UTF_8);
            answer.put("nextToken", Base64.getEncoder().encodeToString(next));
        }
    }
}
