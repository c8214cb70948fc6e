package io.github.ecsmaven.context;

import io.github.ecsmaven.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Goes through a Dockerfile's stages and tells images from stages. */
final class BaseImageFinder {
    private static final String NOTHING = "scratch";

    private final GlobalArgs args;
    private final char escape;
    private final Set<String> allStages;
    private final Set<String> earlierStages = new LinkedHashSet<>();
    private final Set<ImageReference> images = new LinkedHashSet<>();
    private final List<BaseImages.Unresolved> unresolved = new ArrayList<>();

    BaseImageFinder(GlobalArgs args, char escape, Set<String> allStages) {
        this.args = args;
        this.escape = escape;
        this.allStages = allStages;
    }

    BaseImages find(List<Instruction> instructions) {
        instructions.forEach(this::look);
        return new BaseImages(List.copyOf(images), unresolved);
    }

    private void look(Instruction instruction) {
        switch (instruction.keyword()) {
            case "FROM" -> lookAtFrom(instruction);
            case "COPY" -> instruction.flag("from").ifPresent(from -> addSource(instruction, from));
            case "RUN" -> instruction.flagValues("mount").forEach(mount -> lookAtMount(instruction, mount));
            default -> {}
        }
    }

    private void lookAtFrom(Instruction from) {
        List<String> words = ShellWords.split(from.arguments(), escape);
        if (words.isEmpty()) {
            return;
        }
        try {
            String name = Substitution.in(words.get(0), escape, args);
            if (!earlierStages.contains(name.toLowerCase(Locale.ROOT))) {
                add(name);
            }
        } catch (IllegalArgumentException e) {
            report(from, words.get(0), String.valueOf(e.getMessage()));
        }
        Dockerfile.stageName(from, escape).ifPresent(earlierStages::add);
    }

    private void lookAtMount(Instruction run, String value) {
        RunMount mount = RunMount.of(value);
        if (mount.plain()) {
            mount.from().ifPresent(from -> addSource(run, from));
        } else {
            report(run, value, "write it without double quotes");
        }
    }

    private void addSource(Instruction instruction, String source) {
        boolean isStage = allStages.contains(source.toLowerCase(Locale.ROOT)) || source.matches("\\d+");
        if (isStage || source.isEmpty()) {
            return;
        }
        if (source.contains("$")) {
            report(instruction, source, "variables have no value here: give the image a stage of its own with FROM");
            return;
        }
        try {
            add(source);
        } catch (IllegalArgumentException e) {
            report(instruction, source, String.valueOf(e.getMessage()));
        }
    }

    private void add(String name) {
        if (!name.equals(NOTHING)) {
            images.add(ImageReference.parse(name));
        }
    }

    private void report(Instruction instruction, String text, String reason) {
        unresolved.add(new BaseImages.Unresolved(instruction.line(), text, reason));
    }
}
