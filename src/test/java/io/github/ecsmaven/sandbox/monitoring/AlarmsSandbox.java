package io.github.ecsmaven.sandbox.monitoring;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.QueryService;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Alarms of CloudWatch (API reference, "DescribeAlarms"). Safe for use by several threads. */
public final class AlarmsSandbox implements QueryService {
    private static final Set<String> STATES = Set.of("OK", "ALARM", "INSUFFICIENT_DATA");
    private static final Set<String> TYPES = Set.of("MetricAlarm", "CompositeAlarm");
    private static final int MOST_NAMES = 100;

    private record Alarm(String type, String state) {}

    private final String prefix;
    private final Map<String, Alarm> alarms = new TreeMap<>();

    public AlarmsSandbox(String account, String region) {
        this.prefix = "arn:aws:cloudwatch:" + region + ":" + account + ":alarm:";
    }

    /** Makes an alarm on a metric, or changes its state: OK, ALARM or INSUFFICIENT_DATA. */
    public AlarmsSandbox seedAlarm(String name, String state) {
        return seed(name, "MetricAlarm", state);
    }

    /** The same of an alarm on other alarms. */
    public AlarmsSandbox seedCompositeAlarm(String name, String state) {
        return seed(name, "CompositeAlarm", state);
    }

    /** Deletes an alarm. */
    public synchronized void remove(String name) {
        alarms.remove(name);
    }

    private synchronized AlarmsSandbox seed(String name, String type, String state) {
        if (!STATES.contains(state)) {
            throw new IllegalArgumentException("no state of an alarm: " + state);
        }
        alarms.put(name, new Alarm(type, state));
        return this;
    }

    @Override
    public String signingName() {
        return "monitoring";
    }

    @Override
    public String actionPrefix() {
        return "cloudwatch";
    }

    @Override
    public String version() {
        return "2010-08-01";
    }

    @Override
    public synchronized Xml answer(QueryForm form, Caller caller) throws AwsError {
        if (!form.action().equals("DescribeAlarms")) {
            throw AwsError.notImplemented("cloudwatch:" + form.action());
        }
        List<String> names = form.list("AlarmNames");
        List<String> types = form.list("AlarmTypes");
        form.refuseRest();
        if (!caller.isAllowed("cloudwatch:DescribeAlarms")) {
            throw denied(caller.refusal("cloudwatch:DescribeAlarms", prefix + "*"));
        }
        if (names.size() > MOST_NAMES || !TYPES.containsAll(types)) {
            throw AwsError.badRequest("ValidationError", "AlarmNames or AlarmTypes failed to satisfy constraint");
        }
        // "If you omit this parameter, only metric alarms are returned."
        List<String> wanted = types.isEmpty() ? List.of("MetricAlarm") : types;
        return new Xml()
                .members("MetricAlarms", found("MetricAlarm", names, wanted), this::write)
                .members("CompositeAlarms", found("CompositeAlarm", names, wanted), this::write);
    }

    private List<String> found(String type, List<String> names, List<String> wanted) {
        List<String> found = new ArrayList<>();
        alarms.forEach((name, alarm) -> {
            if (alarm.type().equals(type) && wanted.contains(type) && (names.isEmpty() || names.contains(name))) {
                found.add(name);
            }
        });
        return found;
    }

    private void write(Xml xml, String name) {
        xml.text("AlarmName", name)
                .text("AlarmArn", prefix + name)
                .text("StateValue", alarms.get(name).state());
    }
}
