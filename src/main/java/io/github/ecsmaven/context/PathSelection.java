package io.github.ecsmaven.context;

import java.util.Optional;

/**
 * Which paths of a directory count: those that the one set of patterns includes, where there is one, and the other does not ignore.
 * A path counts as included when one of its parents is.
 */
final class PathSelection {
    private final Optional<IgnoreRules> included;
    private final IgnoreRules ignored;

    private PathSelection(Optional<IgnoreRules> included, IgnoreRules ignored) {
        this.included = included;
        this.ignored = ignored;
    }

    /** All that is not ignored. */
    static PathSelection without(IgnoreRules ignored) {
        return new PathSelection(Optional.empty(), ignored);
    }

    /** What is included and not ignored. */
    static PathSelection of(IgnoreRules included, IgnoreRules ignored) {
        return new PathSelection(Optional.of(included), ignored);
    }

    Verdict ofRoot() {
        return new Verdict(included.map(IgnoreRules::ofRoot), ignored.ofRoot());
    }

    /** What it says of a path, given what it said of its parent. */
    Verdict of(String path, Verdict parent) {
        Optional<IgnoreRules.Verdict> inclusion =
                included.map(rules -> rules.of(path, parent.included().orElseThrow()));
        return new Verdict(inclusion, ignored.of(path, parent.ignored()));
    }

    /** Whether something may be selected below a directory that is not. */
    boolean maySelectBelow(String directory, Verdict verdict) {
        boolean mayBeIncluded = verdict.isIncluded() || included.orElseThrow().mayMatchBelow(directory);
        return mayBeIncluded && (!verdict.ignored().ignored() || ignored.mayTakeBackBelow(directory));
    }

    /** What it says of one path. */
    record Verdict(Optional<IgnoreRules.Verdict> included, IgnoreRules.Verdict ignored) {
        boolean selected() {
            return isIncluded() && !ignored.ignored();
        }

        private boolean isIncluded() {
            return included.isEmpty() || included.get().ignored();
        }
    }
}
