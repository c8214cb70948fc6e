package io.github.ecsmaven.sandbox.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One stream, which only grows. */
final class LogStream {
    final String name;
    private final Instant createdAt;
    private final List<LogEvent> events = new ArrayList<>();

    LogStream(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    void add(LogEvent event) {
        events.add(event);
    }

    List<LogEvent> events() {
        return events;
    }

    /** Streams without an event come last where the newest come first. */
    long lastEventTime() {
        return events.isEmpty() ? 0 : last().at().toEpochMilli();
    }

    private LogEvent last() {
        return events.get(events.size() - 1);
    }

    ObjectNode json(String groupArn) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("logStreamName", name).put("creationTime", createdAt.toEpochMilli());
        if (!events.isEmpty()) {
            json.put("firstEventTimestamp", events.get(0).at().toEpochMilli())
                    .put("lastEventTimestamp", lastEventTime())
                    .put("lastIngestionTime", lastEventTime());
        }
        return json.put("arn", groupArn + ":log-stream:" + name).put("storedBytes", 0);
    }
}
