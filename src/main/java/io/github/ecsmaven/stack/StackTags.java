package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The tags of a stack and of all that is in it. Nothing without {@link #OWNER} is ours to delete. */
public final class StackTags {
    /** Whose the resource is: {@code cluster/service}. */
    public static final String OWNER = "ecs-maven-plugin:service";

    /** Coordinates of the module, {@code groupId:artifactId:version}; the same as on task definition revisions. */
    public static final String MAVEN = "ecs-maven-plugin:maven";

    /** Commit that the module was built from; the same as on task definition revisions. */
    public static final String COMMIT = "ecs-maven-plugin:commit";

    /** How the keys begin of what the image of a revision was made of; the same as on task definition revisions. */
    public static final String CONTENT = "ecs-maven-plugin:content:";

    /** How many tags AWS takes on a resource (Tagging AWS resources, "Tag naming limits and requirements"). */
    public static final int MOST = 50;

    private static final Set<String> PASSING = Set.of(MAVEN, COMMIT);

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;

    private StackTags() {}

    /**
     * Our own tags.
     *
     * @param maven coordinates of the module
     * @param commit where it is known
     */
    public static Map<String, String> of(String cluster, String service, String maven, Optional<String> commit) {
        Map<String, String> tags = new TreeMap<>();
        tags.put(OWNER, owner(cluster, service));
        tags.put(MAVEN, shortened(maven));
        commit.ifPresent(it -> tags.put(COMMIT, it));
        return tags;
    }

    /** What {@link #OWNER} says of the pieces of a service. */
    public static String owner(String cluster, String service) {
        return shortened(cluster + "/" + service);
    }

    /** Whether the tag is another with each version, commit or content, and no reason to change anything. */
    static boolean isPassing(String key) {
        return PASSING.contains(key) || key.startsWith(CONTENT);
    }

    /** Those that are not another with each version and commit. */
    static Map<String, String> lasting(Map<String, String> tags) {
        Map<String, String> lasting = new TreeMap<>(tags);
        lasting.keySet().removeIf(StackTags::isPassing);
        return lasting;
    }

    private static String shortened(String value) {
        return StackNames.shortened(value, LONGEST_VALUE);
    }

    static void check(Map<String, String> tags) {
        if (tags.size() > MOST) {
            throw new ActionableException(
                    "There are " + tags.size() + " tags, and AWS takes " + MOST + " on a resource.",
                    "Take some out of <stackTags>.");
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty()
                    || key.startsWith("aws:")
                    || key.length() > LONGEST_KEY
                    || value.length() > LONGEST_VALUE) {
                throw new ActionableException(
                        "AWS does not take the tag '" + key + "'.",
                        "Change it in <stackTags>: at most 128 characters of a key that does not begin with aws:, and 256 of"
                                + " a value.");
            }
        });
    }
}
