package io.github.ecsmaven.ecs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which images ECS needs, as far as it could be asked.
 *
 * @param uses each once
 * @param unchecked what could not be looked at
 */
public record ImageUses(Set<ImageUse> uses, List<Unchecked> unchecked) {
    public ImageUses {
        uses = Set.copyOf(uses);
        unchecked = List.copyOf(unchecked);
    }

    /**
     * Something that could not be looked at.
     *
     * @param what such as {@code the tasks of cluster 'prod'}
     * @param why a sentence
     */
    public record Unchecked(String what, String why) {}

    public static ImageUses none() {
        return new ImageUses(Set.of(), List.of());
    }

    static ImageUses of(Set<ImageUse> uses) {
        return new ImageUses(uses, List.of());
    }

    static ImageUses unchecked(String what, String why) {
        return new ImageUses(Set.of(), List.of(new Unchecked(what, why)));
    }

    /** Both. */
    public ImageUses and(ImageUses more) {
        Set<ImageUse> all = new LinkedHashSet<>(uses);
        all.addAll(more.uses);
        List<Unchecked> missed = new ArrayList<>(unchecked);
        more.unchecked.stream().filter(one -> !missed.contains(one)).forEach(missed::add);
        return new ImageUses(all, missed);
    }
}
