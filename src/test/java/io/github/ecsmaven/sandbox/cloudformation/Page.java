package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Part of a long answer.
 *
 * @param next token of the part after it; empty for the last one
 */
record Page<T>(List<T> items, String next) {
    static <T> Page<T> of(List<T> all, QueryForm form, int most) throws AwsError {
        int start = start(form.optional("NextToken"), all.size());
        int end = Math.min(all.size(), start + most);
        String next = end < all.size()
                ? Base64.getEncoder().encodeToString(("page-" + end).getBytes(StandardCharsets.UTF_8))
                : "";
        return new Page<>(all.subList(start, end), next);
    }

    private static int start(Optional<String> token, int size) throws AwsError {
        if (token.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getDecoder().decode(token.get()), StandardCharsets.UTF_8);
            int start = Integer.parseInt(text.replaceFirst("^page-", ""));
            if (start >= 0 && start <= size) {
                return start;
            }
        } catch (IllegalArgumentException notOurs) {
            // refused below
        }
        throw Errors.validation("Invalid NextToken");
    }

    void writeNext(Xml xml) {
        Stack.writeText(xml, "NextToken", next);
    }
}
