package io.github.ecsmaven.ecs;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * What a revision was registered from and what ECS made of it, as hashes in one of its tags: when both still hold, the revision is what
 * is wanted, whatever defaults ECS has filled in. The second hash is of the revision as ECS showed it, so that a tag which somebody
 * copied to another revision proves nothing there.
 *
 * @param requested hash of the normal form of the request
 * @param registered hash of the normal form of what ECS answered to it
 */
record Fingerprint(String requested, String registered) {
    static final String TAG = "ecs-maven-plugin:spec";

    /** Of the normal form: one that is changed gets another, so that hashes of the old one are not compared with its own. */
    private static final String VERSION = "1";

    private static final Pattern VALUE =
            Pattern.compile(VERSION + ":(?<requested>[0-9a-f]{64}):(?<registered>[0-9a-f]{64})");

    static Fingerprint of(NormalForm requested, NormalForm registered) {
        return new Fingerprint(requested.hash(), registered.hash());
    }

    /** What a revision's tags say; empty where they do not, or say it of another version of the normal form. */
    static Optional<Fingerprint> in(Collection<Tag> tags) {
        return tags.stream()
                .filter(tag -> TAG.equals(tag.key()) && tag.value() != null)
                .map(tag -> VALUE.matcher(tag.value()))
                .filter(Matcher::matches)
                .map(match -> new Fingerprint(match.group("requested"), match.group("registered")))
                .findFirst();
    }

    Tag toTag() {
        return Tag.builder()
                .key(TAG)
                .value(VERSION + ":" + requested + ":" + registered)
                .build();
    }
}
