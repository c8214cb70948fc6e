package io.github.ecsmaven.mojo;

import io.github.ecsmaven.stack.StackEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The resources of a stack as CloudFormation comes to them: type, name, status and time of each, in columns. */
final class StackTable {
    private static final int STATUS = "CREATE_IN_PROGRESS".length();
    private static final String GOING_ON = "_IN_PROGRESS";

    /**
     * A resource that CloudFormation is at work on.
     *
     * @param began by AWS's clock
     * @param heard by this machine's
     */
    private record Row(String type, String status, Instant began, Instant heard) {}

    private final int type;
    private final int name;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** @param resources types by names, for the width of the columns */
    StackTable(Map<String, String> resources) {
        this.type = width(List.copyOf(resources.values()));
        this.name = width(List.copyOf(resources.keySet()));
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    /**
     * Takes an event in.
     *
     * @return the line that it is worth; empty where it says nothing new
     */
    Optional<String> add(StackEvent event, Instant now) {
        Row before = rows.get(event.logicalId());
        if (event.status().endsWith(GOING_ON)) {
            if (before != null && before.status().equals(event.status())) {
                return Optional.empty();
            }
            rows.put(
                    event.logicalId(),
                    before != null && event.isOfStack()
                            ? new Row(event.type(), event.status(), before.began(), before.heard())
                            : new Row(event.type(), event.status(), event.at(), now));
            return Optional.of(line(event.type(), event.logicalId(), event.status(), ""));
        }
        rows.remove(event.logicalId());
        String took = before == null ? "" : Summary.inWords(Duration.between(before.began(), event.at()));
        return Optional.of(line(event.type(), event.logicalId(), event.status(), took));
    }

    /** What goes on now. */
    List<String> goingOn(Instant now) {
        List<String> lines = new ArrayList<>();
        // Narrower than what lasts, so that the time is still seen in a terminal of usual width.
        rows.forEach((id, row) ->
                lines.add(line(row.type(), id, row.status(), Summary.inWords(Duration.between(row.heard(), now)))
                        .replaceFirst("AWS::", "")));
        return lines;
    }

    private String line(String itsType, String itsName, String status, String time) {
        return String.format(
                        Locale.ROOT,
                        "  %-" + type + "s  %-" + name + "s  %-" + STATUS + "s  %s",
                        itsType,
                        itsName,
                        status,
                        time)
                .stripTrailing();
    }
}
