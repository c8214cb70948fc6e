package io.github.ecsmaven.sandbox.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One group: its streams, and how long their events stay. */
final class LogGroup {
    final String name;
    final Map<String, LogStream> streams = new TreeMap<>();
    final Map<String, String> tags = new TreeMap<>();
    private final Instant createdAt;

    @Nullable
    Integer retentionInDays;

    LogGroup(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    LogStream stream(String stream, Instant now) {
        return streams.computeIfAbsent(stream, missing -> new LogStream(missing, now));
    }

    /** Events before that are gone. */
    Instant oldest(Instant now) {
        return retentionInDays == null ? Instant.EPOCH : now.minusSeconds(86_400L * retentionInDays);
    }

    ObjectNode json(String arn) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("logGroupName", name)
                .put("creationTime", createdAt.toEpochMilli());
        if (retentionInDays != null) {
            json.put("retentionInDays", retentionInDays);
        }
        return json.put("metricFilterCount", 0)
                .put("arn", arn + ":*")
                .put("storedBytes", 0)
                .put("logGroupClass", "STANDARD")
                .put("logGroupArn", arn);
    }
}
