package io.github.ecsmaven.sandbox.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page of a stream's events, oldest first (API reference, "GetLogEvents"). A token is a place between two events, and the way to go from there:
 * at the end of the stream a call gives back the token that it was given.
 */
final class EventPage {
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern TOKEN = Pattern.compile("([fb])/([0-9]{56})");

    private final List<LogEvent> events;
    private final Predicate<LogEvent> wanted;
    private final int limit;
    private final Deque<LogEvent> page = new ArrayDeque<>();
    private int bytes;

    EventPage(List<LogEvent> events, Predicate<LogEvent> wanted, RequestMembers request) throws AwsError {
        this.events = events;
        this.wanted = wanted;
        this.limit = request.optionalNumber("limit").orElse(MOST_EVENTS);
        if (limit < 1) {
            throw LogsErrors.invalid("limit", limit, "Member must have value greater than or equal to 1");
        }
        if (limit > MOST_EVENTS) {
            throw LogsErrors.invalid("limit", limit, "Member must have value less than or equal to " + MOST_EVENTS);
        }
    }

    ObjectNode read(RequestMembers request) throws AwsError {
        boolean fromHead = request.optionalFlag("startFromHead").orElse(false);
        if (!request.has("nextToken")) {
            return fromHead ? forwards(0) : backwards(events.size());
        }
        Matcher token = TOKEN.matcher(request.text("nextToken"));
        if (!token.matches() || token.group(2).compareTo(digits(events.size())) > 0) {
            throw LogsErrors.invalid("The specified nextToken is invalid.");
        }
        int place = Integer.parseInt(token.group(2));
        if (token.group(1).equals("b")) {
            return backwards(place);
        }
        if (!fromHead) {
            // API reference: "If you are using a previous nextForwardToken value … you must specify true for
            // startFromHead."
            throw LogsErrors.invalid("startFromHead must be true for a nextForwardToken.");
        }
        return forwards(place);
    }

    private ObjectNode forwards(int start) {
        int end = start;
        while (end < events.size() && hasRoomFor(events.get(end))) {
            LogEvent event = events.get(end++);
            if (wanted.test(event)) {
                page.addLast(event);
                bytes += event.size();
            }
        }
        return answer(start, end);
    }

    private ObjectNode backwards(int end) {
        int start = end;
        while (start > 0 && hasRoomFor(events.get(start - 1))) {
            LogEvent event = events.get(--start);
            if (wanted.test(event)) {
                page.addFirst(event);
                bytes += event.size();
            }
        }
        return answer(start, end);
    }

    private boolean hasRoomFor(LogEvent event) {
        return page.size() < limit && bytes + event.size() <= MOST_BYTES;
    }

    private ObjectNode answer(int start, int end) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("events");
        for (LogEvent event : page) {
            list.addObject()
                    .put("timestamp", event.at().toEpochMilli())
                    .put("message", event.message())
                    .put("ingestionTime", event.at().toEpochMilli());
        }
        return answer.put("nextForwardToken", "f/" + digits(end)).put("nextBackwardToken", "b/" + digits(start));
    }

    private static String digits(int place) {
        return String.format("%056d", place);
    }
}
