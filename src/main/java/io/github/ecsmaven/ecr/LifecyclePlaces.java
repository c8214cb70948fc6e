package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.databind.JsonNode;

/** Where a member of ECR's JSON stands in what the user wrote. */
interface LifecyclePlaces {
    /** Places in a file of ECR's own JSON. */
    LifecyclePlaces IN_JSON = new LifecyclePlaces() {
        @Override
        public String policy() {
            return "rules";
        }

        @Override
        public String rule(int index) {
            return "rules[" + index + "]";
        }

        @Override
        public String member(int index, JsonNode rule, String path) {
            return rule(index) + "." + path;
        }
    };

    String policy();

    String rule(int index);

    /** @param path such as {@code selection.tagStatus} */
    String member(int index, JsonNode rule, String path);
}
