package io.github.ecsmaven.logs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.ecs.TaskResources.LogGroup;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Groups of Amazon CloudWatch Logs, each looked up in its own region. */
public final class LogGroups {
    private final AwsSession session;

    /** Those of the session's account. Nothing is asked before a method is called. */
    public LogGroups(AwsSession session) {
        this.session = session;
    }

    /**
     * Whether there is such a group.
     *
     * @throws ActionableException when AWS refuses or cannot be reached
     */
    public boolean exist(LogGroup group) {
        CloudWatchLogsClient logs = session.client(CloudWatchLogsClient.builder(), group.region());
        try {
            return logs.describeLogGroupsPaginator(request -> request.logGroupNamePrefix(group.name())).stream()
                    .flatMap(page -> page.logGroups().stream())
                    .anyMatch(found -> found.logGroupName().equals(group.name()));
        } catch (SdkException e) {
            throw AwsFailures.explain("look for log group '" + group.name() + "' in " + group.region(), e);
        }
    }
}
