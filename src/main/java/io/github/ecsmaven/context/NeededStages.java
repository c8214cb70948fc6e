package io.github.ecsmaven.context;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The stages of a Dockerfile that a build of its target comes to: those that others build upon or copy from, as BuildKit finds them. */
final class NeededStages {
    private final char escape;
    private final Substitution.Variables args;
    private final List<List<Instruction>> stages = new ArrayList<>();
    private final TreeSet<Integer> needed = new TreeSet<>();

    private NeededStages(List<Instruction> instructions, char escape, Substitution.Variables args) {
        this.escape = escape;
        this.args = args;
        for (Instruction instruction : instructions) {
            if (instruction.is("FROM")) {
                stages.add(new ArrayList<>());
            }
            if (!stages.isEmpty()) {
                stages.get(stages.size() - 1).add(instruction);
            }
        }
    }

    /**
     * The needed stages in their order, each with its {@code FROM}.
     *
     * @param target name or number of a stage; absent for the last one. One that is not there needs nothing
     */
    static List<List<Instruction>> of(
            List<Instruction> instructions, char escape, Substitution.Variables args, Optional<String> target) {
        NeededStages all = new NeededStages(instructions, escape, args);
        int last = all.stages.size() - 1;
        target.map(name -> all.named(name, last + 1)).orElse(Optional.of(last)).ifPresent(all::need);
        return all.needed.stream().map(all.stages::get).toList();
    }

    /** The stages that a {@code FROM} names, in their order. */
    static List<List<Instruction>> builtUpon(List<Instruction> instructions, char escape, Substitution.Variables args) {
        NeededStages all = new NeededStages(instructions, escape, args);
        TreeSet<Integer> bases = new TreeSet<>();
        for (int stage = 0; stage < all.stages.size(); stage++) {
            int before = stage;
            all.sources(all.stages.get(stage).get(0))
                    .forEach(name -> all.named(name, before).ifPresent(bases::add));
        }
        return bases.stream().map(all.stages::get).toList();
    }

    // Without recursion: each of some thousand stages may be built upon the one before.
    private void need(int target) {
        Deque<Integer> open = new ArrayDeque<>(List.of(target));
        while (!open.isEmpty()) {
            int stage = open.pop();
            if (stage >= 0 && needed.add(stage)) {
                for (Instruction instruction : stages.get(stage)) {
                    sources(instruction).forEach(name -> named(name, stage).ifPresent(open::push));
                }
            }
        }
    }

    private List<String> sources(Instruction instruction) {
        if (instruction.is("FROM")) {
            return ShellWords.split(instruction.arguments(), escape).stream()
                    .limit(1)
                    .flatMap(word -> SourceWords.known(word, escape, args).stream())
                    .toList();
        }
        List<String> sources = new ArrayList<>(instruction.flagValues("from"));
        for (String mount : instruction.flagValues("mount")) {
            RunMount.of(mount).from().ifPresent(sources::add);
        }
        return sources;
    }

    /** The last stage of that name or number before another. */
    private Optional<Integer> named(String name, int before) {
        for (int stage = before - 1; stage >= 0; stage--) {
            boolean isIt = Dockerfile.stageName(stages.get(stage).get(0), escape)
                    .filter(name.toLowerCase(Locale.ROOT)::equals)
                    .isPresent();
            if (isIt || String.valueOf(stage).equals(name)) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }
}
