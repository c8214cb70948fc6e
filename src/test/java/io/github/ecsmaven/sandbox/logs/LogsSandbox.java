package io.github.ecsmaven.sandbox.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.JsonService;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** CloudWatch Logs on this machine: what containers write through the log driver awslogs, and tests put. Safe for use by several threads. */
public final class LogsSandbox implements JsonService {
    // API reference, "PutRetentionPolicy".
    private static final Set<Integer> RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final Names names;
    private final Clock clock;
    private final Map<String, LogGroup> groups = new TreeMap<>();
    private final Map<String, Operation> operations = Map.of(
            "CreateLogGroup", this::createGroup,
            "DeleteLogGroup", this::deleteGroup,
            "DescribeLogGroups", this::describeGroups,
            "DescribeLogStreams", this::describeStreams,
            "GetLogEvents", this::getEvents,
            "PutRetentionPolicy", this::putRetention,
            "DeleteRetentionPolicy", this::deleteRetention,
            "TagResource", (request, caller) -> tags().tag(request, caller),
            "UntagResource", (request, caller) -> tags().untag(request, caller),
            "ListTagsForResource", (request, caller) -> tags().list(request, caller));

    public LogsSandbox(String account, String region, Clock clock) {
        this.names = new Names(account, region);
        this.clock = clock;
    }

    @Override
    public String targetPrefix() {
        return "Logs_20140328";
    }

    @Override
    public String signingName() {
        return "logs";
    }

    @Override
    public synchronized ObjectNode call(String operation, ObjectNode request, Caller caller) throws AwsError {
        Operation known = operations.get(operation);
        if (known == null) {
            throw AwsError.notImplemented("logs:" + operation);
        }
        return known.answer(request, caller);
    }

    /** Creates a group, unless it is there. */
    public synchronized LogsSandbox seedGroup(String name) {
        groups.computeIfAbsent(name, missing -> new LogGroup(missing, clock.instant()));
        return this;
    }

    public synchronized boolean hasGroup(String name) {
        return groups.containsKey(name);
    }

    /**
     * Adds a line to a stream, which is made with it. Empty ones are dropped, as by the log driver.
     *
     * @throws IllegalArgumentException when there is no such group
     */
    public synchronized void put(String group, String stream, String line) {
        if (!groups.containsKey(group)) {
            throw new IllegalArgumentException("no log group " + group);
        }
        write(group, stream, line);
    }

    /** The same for who cannot help it when the group is gone: then the line is lost. */
    public synchronized void write(String group, String stream, String line) {
        LogGroup known = groups.get(group);
        if (known != null && !line.isEmpty()) {
            known.stream(stream, clock.instant()).add(new LogEvent(clock.instant(), line));
        }
    }

    /** All lines of a stream, oldest first; none when there is no such group or stream. */
    public synchronized List<String> lines(String group, String stream) {
        LogGroup known = groups.get(group);
        return known == null || !known.streams.containsKey(stream)
                ? List.of()
                : known.streams.get(stream).events().stream()
                        .map(LogEvent::message)
                        .toList();
    }

    /** Names of the streams of a group, in their order. */
    public synchronized List<String> streams(String group) {
        LogGroup known = groups.get(group);
        return known == null ? List.of() : List.copyOf(known.streams.keySet());
    }

    /**
     * CreateLogGroup as the log driver calls it for a task, where the group is missing.
     *
     * @throws AwsError when the task's execution role may not
     */
    public synchronized void openGroup(String group, Caller role) throws AwsError {
        role.require("logs:CreateLogGroup", names.resource(group, ""));
        Names.checkGroup("logGroupName", group);
        seedGroup(group);
    }

    /**
     * CreateLogStream as the log driver calls it for a task. A stream that is there is taken as it is.
     *
     * @throws AwsError when the group does not exist, or the task's execution role may not
     */
    public synchronized void openStream(String group, String stream, Caller role) throws AwsError {
        role.require("logs:CreateLogStream", names.resource(group, stream));
        Names.checkGroup("logGroupName", group);
        Names.checkStream("logStreamName", stream);
        group(group).stream(stream, clock.instant());
    }

    private LogGroupTags tags() {
        return new LogGroupTags(this::group);
    }

    private LogGroup group(String name) throws AwsError {
        LogGroup known = groups.get(name);
        if (known == null) {
            throw LogsErrors.noGroup();
        }
        return known;
    }

    private ObjectNode createGroup(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members =
                RequestMembers.of("logs:CreateLogGroup", request, "logGroupName", "tags", "logGroupClass");
        String name = members.text("logGroupName");
        caller.require("logs:CreateLogGroup", names.resource(name, ""));
        Names.checkGroup("logGroupName", name);
        if (name.startsWith("aws/")) {
            throw LogsErrors.invalid("Log groups starting with aws/ are reserved for AWS.");
        }
        if (!members.optionalText("logGroupClass").orElse("STANDARD").equals("STANDARD")) {
            throw AwsError.notImplemented("log groups of another class than STANDARD");
        }
        if (!request.path("tags").isEmpty()) {
            caller.require("logs:TagResource", names.group(name));
        }
        if (groups.containsKey(name)) {
            throw LogsErrors.groupExists();
        }
        seedGroup(name);
        request.path("tags").properties().forEach(tag -> groups.get(name)
                .tags
                .put(tag.getKey(), tag.getValue().asText()));
        return nothing();
    }

    private ObjectNode deleteGroup(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of("logs:DeleteLogGroup", request, "logGroupName");
        LogGroup group = named(members, "logs:DeleteLogGroup", caller);
        groups.remove(group.name);
        return nothing();
    }

    private LogGroup named(RequestMembers members, String action, Caller caller) throws AwsError {
        String name = members.text("logGroupName");
        caller.require(action, names.resource(name, ""));
        Names.checkGroup("logGroupName", name);
        return group(name);
    }

    private ObjectNode describeGroups(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members =
                RequestMembers.of("logs:DescribeLogGroups", request, "logGroupNamePrefix", "nextToken", "limit");
        String prefix = members.optionalText("logGroupNamePrefix").orElse("");
        caller.require("logs:DescribeLogGroups", names.resource(prefix, ""));
        if (members.has("logGroupNamePrefix")) {
            Names.checkGroup("logGroupNamePrefix", prefix);
        }
        List<ObjectNode> found = groups.values().stream()
                .filter(group -> group.name.startsWith(prefix))
                .map(group -> group.json(names.group(group.name)))
                .toList();
        return ListPage.answer("logGroups", found, members);
    }

    private ObjectNode describeStreams(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "logs:DescribeLogStreams",
                request,
                "logGroupName",
                "logStreamNamePrefix",
                "orderBy",
                "descending",
                "nextToken",
                "limit");
        LogGroup group = named(members, "logs:DescribeLogStreams", caller);
        String prefix = members.optionalText("logStreamNamePrefix").orElse("");
        List<ObjectNode> found = group.streams.values().stream()
                .filter(stream -> stream.name.startsWith(prefix))
                .sorted(order(members, prefix))
                .map(stream -> stream.json(names.group(group.name)))
                .toList();
        return ListPage.answer("logStreams", found, members);
    }

    private static Comparator<LogStream> order(RequestMembers members, String prefix) throws AwsError {
        String by = members.optionalText("orderBy").orElse("LogStreamName");
        if (!Set.of("LogStreamName", "LastEventTime").contains(by)) {
            throw LogsErrors.invalid(
                    "orderBy", by, "Member must satisfy enum value set: [LogStreamName, LastEventTime]");
        }
        boolean byTime = by.equals("LastEventTime");
        if (byTime && !prefix.isEmpty()) {
            throw LogsErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        Comparator<LogStream> order = byTime
                ? Comparator.comparing(LogStream::lastEventTime)
                : Comparator.comparing((LogStream stream) -> stream.name);
        return members.optionalFlag("descending").orElse(false) ? order.reversed() : order;
    }

    private ObjectNode getEvents(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "logs:GetLogEvents",
                request,
                "logGroupName",
                "logStreamName",
                "startTime",
                "endTime",
                "nextToken",
                "limit",
                "startFromHead");
        String name = members.text("logGroupName");
        String stream = members.text("logStreamName");
        caller.require("logs:GetLogEvents", names.resource(name, stream));
        Names.checkGroup("logGroupName", name);
        Names.checkStream("logStreamName", stream);
        LogGroup group = group(name);
        LogStream found = group.streams.get(stream);
        if (found == null) {
            throw LogsErrors.noStream();
        }
        return new EventPage(found.events(), wanted(group, members), members).read(members);
    }

    private Predicate<LogEvent> wanted(LogGroup group, RequestMembers members) throws AwsError {
        Instant oldest = group.oldest(clock.instant());
        long start = members.optionalLong("startTime").orElse(0L);
        long end = members.optionalLong("endTime").orElse(Long.MAX_VALUE);
        return event -> !event.at().isBefore(oldest)
                && event.at().toEpochMilli() >= start
                && event.at().toEpochMilli() < end;
    }

    private ObjectNode putRetention(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members =
                RequestMembers.of("logs:PutRetentionPolicy", request, "logGroupName", "retentionInDays");
        LogGroup group = named(members, "logs:PutRetentionPolicy", caller);
        int days = members.optionalNumber("retentionInDays").orElse(0);
        if (!RETENTIONS.contains(days)) {
            throw LogsErrors.invalid(
                    "retentionInDays",
                    days,
                    "Member must satisfy enum value set: "
                            + RETENTIONS.stream().sorted().toList());
        }
        group.retentionInDays = days;
        return nothing();
    }

    private ObjectNode deleteRetention(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of("logs:DeleteRetentionPolicy", request, "logGroupName");
        named(members, "logs:DeleteRetentionPolicy", caller).retentionInDays = null;
        return nothing();
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    @FunctionalInterface
    private interface Operation {
        ObjectNode answer(ObjectNode request, Caller caller) throws AwsError;
    }
}
