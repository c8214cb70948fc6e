package io.github.ecsmaven.mojo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What this run did to the module's resources: a row each, in the order of the goals. */
final class Summary {
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> urls = new LinkedHashSet<>();

    /** What became of a resource. */
    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        DELETED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Row(String resource, Outcome outcome, String name, Duration took) {}

    synchronized void add(String resource, Outcome outcome, String name, Duration took) {
        rows.add(new Row(resource, outcome, name, took));
    }

    synchronized void url(String serviceUrl) {
        urls.add(serviceUrl);
    }

    /** The table, a line an element; empty when nothing was done. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        int resource = width(rows.stream().map(Row::resource).toList());
        int outcome = width(rows.stream().map(row -> row.outcome().toString()).toList());
        int took =
                Math.max(7, width(rows.stream().map(row -> inWords(row.took())).toList()));
        for (Row row : rows) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-" + resource + "s  %-" + outcome + "s  %" + took + "s  %s",
                    row.resource(),
                    row.outcome(),
                    inWords(row.took()),
                    row.name()));
        }
        urls.forEach(url -> lines.add("  " + url));
        return lines;
    }

    private static int width(List<String> cells) {
        return cells.stream().mapToInt(String::length).max().orElse(1);
    }

    /** A duration as a person says it: {@code 0.3 s}, {@code 45.0 s}, {@code 2 min 15 s}. */
    static String inWords(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", Math.min(59.9, duration.toMillis() / 1000.0))
                : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
