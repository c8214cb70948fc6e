package io.github.ecsmaven.sandbox.ecr;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which images a list is about.
 *
 * @param tagStatus TAGGED, UNTAGGED or ANY
 * @param imageStatus ACTIVE, ARCHIVED, ACTIVATING or ANY
 */
record ImageFilter(String tagStatus, String imageStatus) {
    private static final Set<String> TAG_STATUSES = Set.of("TAGGED", "UNTAGGED", "ANY");
    private static final Set<String> IMAGE_STATUSES = Set.of("ACTIVE", "ARCHIVED", "ACTIVATING", "ANY");

    /** The member {@code filter} of DescribeImages and ListImages, which by default leave archived images out. */
    static ImageFilter ofImages(RequestMembers members) throws AwsError {
        Optional<RequestMembers> filter = members.structure("filter", "tagStatus", "imageStatus");
        return filter.isEmpty()
                ? new ImageFilter("ANY", "ACTIVE")
                : new ImageFilter(
                        oneOf(filter.get(), "tagStatus", TAG_STATUSES, "ANY"),
                        oneOf(filter.get(), "imageStatus", IMAGE_STATUSES, "ACTIVE"));
    }

    /** The member {@code filter} of GetLifecyclePolicyPreview, which knows tags only. */
    static ImageFilter ofTags(RequestMembers members) throws AwsError {
        Optional<RequestMembers> filter = members.structure("filter", "tagStatus");
        return new ImageFilter(filter.isEmpty() ? "ANY" : oneOf(filter.get(), "tagStatus", TAG_STATUSES, "ANY"), "ANY");
    }

    private static String oneOf(RequestMembers members, String name, Set<String> values, String absent)
            throws AwsError {
        String value = members.optionalText(name).orElse(absent);
        if (!values.contains(value)) {
            throw EcrErrors.invalidParameter(name, "Member must satisfy enum value set: " + values);
        }
        return value;
    }

    boolean takes(StoredImage image) {
        boolean status = imageStatus.equals("ANY") || imageStatus.equals(image.isArchived() ? "ARCHIVED" : "ACTIVE");
        return status && takesTags(image.tags());
    }

    boolean takesTags(List<String> tags) {
        return tagStatus.equals("ANY") || tagStatus.equals("TAGGED") != tags.isEmpty();
    }
}
