package io.github.ecsmaven.preflight;

import io.github.ecsmaven.aws.AwsApi;
import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.aws.QueryAnswer;
import io.github.ecsmaven.ecs.ServiceReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the alarms that guard a service's deployments can: one that fires already when a deployment begins does not roll it back (ECS
 * developer guide, "How CloudWatch alarms detect Amazon ECS deployment failures").
 */
record AlarmCheck(AwsReads reads, ServiceReference service, List<String> alarms) implements Check {
    @Override
    public String subject() {
        return "alarms";
    }

    @Override
    public String doing() {
        return "look at the alarms of " + service + " (" + String.join(", ", alarms) + ")";
    }

    @Override
    public void look(Report report) {
        Map<String, String> request = new HashMap<>();
        request.put("AlarmTypes.member.1", "MetricAlarm");
        request.put("AlarmTypes.member.2", "CompositeAlarm");
        for (int i = 0; i < alarms.size(); i++) {
            request.put("AlarmNames.member." + (i + 1), alarms.get(i));
        }
        QueryAnswer answer = reads.query(AwsApi.CLOUDWATCH, "DescribeAlarms", request);
        Map<String, String> states = Stream.of("MetricAlarms", "CompositeAlarms")
                .flatMap(list -> answer.list(list).stream())
                .collect(Collectors.toMap(
                        alarm -> alarm.own("AlarmName").orElse(""),
                        alarm -> alarm.own("StateValue").orElse(""),
                        (one, same) -> one));
        alarms.forEach(alarm -> judge(alarm, states.getOrDefault(alarm, ""), report));
    }

    private void judge(String alarm, String state, Report report) {
        if (state.isEmpty()) {
            report.warns(
                    "There is no alarm '" + alarm + "', by which the deployments of " + service + " are to be guarded.",
                    "Create it, or take it out of the service's deployment configuration.");
        } else if (state.equals("ALARM")) {
            report.warns(
                    "Alarm '" + alarm + "' fires already: it cannot roll back a deployment of " + service
                            + " that begins now.",
                    "End what it warns of before you deploy: aws cloudwatch describe-alarms --alarm-names '" + alarm
                            + "'.");
        }
    }
}
