package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether tags may move.
 *
 * @param mode MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION
 * @param exclusions wildcard filters of the tags for which the opposite holds
 */
record Mutability(String mode, List<String> exclusions) {
    static final Mutability MUTABLE = new Mutability("MUTABLE", List.of());

    private static final Set<String> MODES =
            Set.of("MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION");
    // ECR API reference, ImageTagMutabilityExclusionFilter: 1 to 128 characters, at most two wildcards; at most five
    // filters.
    private static final Pattern FILTER = Pattern.compile("[0-9a-zA-Z._*-]{1,128}");
    private static final int MOST_FILTERS = 5;
    private static final int MOST_WILDCARDS = 2;

    Mutability {
        exclusions = List.copyOf(exclusions);
    }

    static Mutability from(RequestMembers members) throws AwsError {
        String mode = members.optionalText("imageTagMutability").orElse("MUTABLE");
        if (!MODES.contains(mode)) {
            throw EcrErrors.invalidParameter("imageTagMutability", "Member must satisfy enum value set: " + MODES);
        }
        List<String> filters = new ArrayList<>();
        for (RequestMembers filter : members.structures("imageTagMutabilityExclusionFilters", "filterType", "filter")) {
            if (!filter.text("filterType").equals("WILDCARD")) {
                throw EcrErrors.invalidParameter("filterType", "Member must satisfy enum value set: [WILDCARD]");
            }
            filters.add(valid(filter.text("filter")));
        }
        if (mode.endsWith("_WITH_EXCLUSION") == filters.isEmpty() || filters.size() > MOST_FILTERS) {
            throw EcrErrors.invalidParameter(
                    "imageTagMutabilityExclusionFilters",
                    "1 to 5 filters must be given with IMMUTABLE_WITH_EXCLUSION or MUTABLE_WITH_EXCLUSION, and none"
                            + " otherwise");
        }
        return new Mutability(mode, filters);
    }

    private static String valid(String filter) throws AwsError {
        long wildcards = filter.chars().filter(c -> c == '*').count();
        if (!FILTER.matcher(filter).matches() || wildcards > MOST_WILDCARDS) {
            throw EcrErrors.invalidParameter(
                    "imageTagMutabilityExclusionFilters",
                    "must satisfy regular expression '^[0-9a-zA-Z._*-]{1,128}' and contain at most 2 wildcards");
        }
        return filter;
    }

    /** Whether this tag must stay with the image that it names. */
    boolean protects(String tag) {
        boolean excluded = exclusions.stream().anyMatch(filter -> Wildcard.matches(filter, tag));
        return mode.startsWith("IMMUTABLE") != excluded;
    }

    /** ECR's sentence about a tag that exists and must not move. */
    AwsError refusal(String tag, String repository) {
        String because = exclusions.isEmpty() ? "the repository is immutable" : "the tag is immutable";
        return AwsError.badRequest(
                "ImageTagAlreadyExistsException",
                "The image tag '" + tag + "' already exists in the '" + repository
                        + "' repository and cannot be overwritten because " + because + ".");
    }

    void writeTo(ObjectNode json) {
        json.put("imageTagMutability", mode);
        if (!exclusions.isEmpty()) {
            ArrayNode filters = json.putArray("imageTagMutabilityExclusionFilters");
            exclusions.forEach(
                    filter -> filters.addObject().put("filterType", "WILDCARD").put("filter", filter));
        }
    }
}
