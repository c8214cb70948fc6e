package io.github.ecsmaven.mojo;

import io.github.ecsmaven.docker.PushListener.LayerProgress;
import io.github.ecsmaven.image.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The layers that are on their way. In a terminal one redrawn block with a bar a layer; elsewhere a line a layer event, and not more than
 * one in three seconds for the same layer's bytes. Layers that the registry has already are not worth a line each.
 */
final class PushProgress {
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final int BAR = 24;

    private final LiveBlock block;
    private final Consumer<String> lines;
    private final InstantSource clock;
    private final Set<ImageReference> underWay = new HashSet<>();
    private final Map<String, LayerProgress> layers = new LinkedHashMap<>();
    private final Map<String, Instant> said = new LinkedHashMap<>();

    PushProgress(LiveBlock block, Consumer<String> lines, InstantSource clock) {
        this.block = block;
        this.lines = lines;
        this.clock = clock;
    }

    synchronized void layer(ImageReference reference, LayerProgress progress) {
        underWay.add(reference);
        String key = progress.layer();
        LayerProgress before = layers.put(key, progress);
        if (block.isLive()) {
            block.draw(drawing());
        } else if (isNews(before, progress)) {
            said.put(key, clock.instant());
            lines.accept("  " + progress.layer() + " " + inWords(progress));
        }
    }

    private boolean isNews(@org.jspecify.annotations.Nullable LayerProgress before, LayerProgress now) {
        if (now.status().equals("Pushed")) {
            return before == null || !before.status().equals("Pushed");
        }
        Instant last = said.get(now.layer());
        return now.status().equals("Pushing")
                && now.total() > 0
                && (last == null || Duration.between(last, clock.instant()).compareTo(QUIET) >= 0);
    }

    private List<String> drawing() {
        List<String> drawn = new ArrayList<>();
        layers.values().stream()
                .filter(layer -> layer.status().equals("Pushing"))
                .forEach(layer -> drawn.add("  " + layer.layer() + " " + bar(layer) + " " + inWords(layer)));
        long done = layers.values().stream()
                .filter(layer -> layer.status().equals("Pushed"))
                .count();
        if (done > 0) {
            drawn.add("  " + done + (done == 1 ? " layer" : " layers") + " pushed");
        }
        return drawn;
    }

    private static String bar(LayerProgress layer) {
        int filled = layer.total() <= 0 ? 0 : (int) Math.min(BAR, BAR * layer.current() / layer.total());
        return "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "]";
    }

    private static String inWords(LayerProgress layer) {
        if (!layer.status().equals("Pushing") || layer.total() <= 0) {
            return layer.status().toLowerCase(Locale.ROOT);
        }
        return "pushing " + Sizes.inWords(Math.min(layer.current(), layer.total())) + " of "
                + Sizes.inWords(layer.total());
    }

    /** The push of one tag has ended; a line that lasts may follow. The layers go when no other tag is on its way. */
    synchronized void end(ImageReference reference) {
        block.erase();
        underWay.remove(reference);
        if (underWay.isEmpty()) {
            layers.clear();
            said.clear();
        }
    }
}
