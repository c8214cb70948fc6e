package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ecs.TaskOutline.UsedLogGroup;
import io.github.ecsmaven.logs.LogGroups;
import java.util.Optional;

/** Whether a log group is there: the log driver awslogs starts no container without. */
record LogGroupCheck(LogGroups logs, UsedLogGroup used, Optional<String> executionRole) implements Check {
    @Override
    public String subject() {
        return "log groups";
    }

    @Override
    public String doing() {
        return "look for log group '" + used.group().name() + "'";
    }

    @Override
    public void look(Report report) {
        if (logs.exist(used.group())) {
            return;
        }
        String name = used.group().name();
        String missing =
                "There is no log group '" + name + "' in " + used.group().region();
        String creation = "aws logs create-log-group --log-group-name " + name + " --region "
                + used.group().region();
        if (used.created()) {
            report.warns(
                    missing + ". awslogs-create-group lets the log driver create it, if "
                            + executionRole.map(role -> "'" + role + "'").orElse("the instance's role")
                            + " may logs:CreateLogGroup, which AmazonECSTaskExecutionRolePolicy does not allow.",
                    "Create it (" + creation + "), or make sure of that permission.");
        } else {
            report.fails(
                    missing + ", and no container that writes to it can start.",
                    "Create it (" + creation
                            + "), or correct awslogs-group (<logOptions>, or in the task definition).");
        }
    }
}
