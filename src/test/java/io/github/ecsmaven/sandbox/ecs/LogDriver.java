package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.logs.LogsSandbox;
import java.util.Optional;

/**
 * The log driver awslogs of one container (Developer Guide, "Send Amazon ECS logs to CloudWatch"). It makes the stream, and the group where it is
 * told to, before the container starts; the task does not start when it cannot.
 */
final class LogDriver {
    private final LogsSandbox logs;
    private final String logsRegion;
    private final JsonNode options;
    private final String stream;

    private LogDriver(Region region, JsonNode options, String stream) {
        this.logs = region.logs;
        this.logsRegion = region.arns.region();
        this.options = options;
        this.stream = stream;
    }

    /** Empty for a container without a log driver, or with one that writes elsewhere. */
    static Optional<LogDriver> of(Region region, Task task, TaskContainer container) {
        JsonNode configuration = container.definition.path("logConfiguration");
        if (!configuration.path("logDriver").asText().equals("awslogs")) {
            return Optional.empty();
        }
        JsonNode options = configuration.path("options");
        String prefix = options.path("awslogs-stream-prefix").asText("");
        // Without a prefix the driver of EC2 instances names the stream by the container.
        String stream = prefix.isEmpty() ? container.id() : prefix + "/" + container.name + "/" + task.id;
        return Optional.of(new LogDriver(region, options, stream));
    }

    /**
     * Makes what the container will write to.
     *
     * @param role the task's execution role
     * @param fargate whose agent words it otherwise than an instance's
     * @return why the task cannot start
     */
    Optional<String> open(Caller role, boolean fargate) {
        try {
            open(role);
            return Optional.empty();
        } catch (OpenFailure e) {
            return Optional.of(
                    fargate
                            ? "ResourceInitializationError: failed to validate logger args: create stream has been"
                                    + " retried 1 times: " + e.getMessage() + " : exit status 1"
                            : "CannotStartContainerError: Error response from daemon: failed to initialize logging"
                                    + " driver: " + e.getMessage());
        }
    }

    private void open(Caller role) throws OpenFailure {
        try {
            if (!options.path("awslogs-region").asText().equals(logsRegion)) {
                // Of other regions the sandbox knows nothing, so that nothing is there.
                throw AwsError.badRequest("ResourceNotFoundException", "The specified log group does not exist.");
            }
            if (options.path("awslogs-create-group").asText().equals("true") && !logs.hasGroup(group())) {
                createGroup(role);
            }
            logs.openStream(group(), stream, role);
        } catch (AwsError e) {
            throw new OpenFailure("failed to create Cloudwatch log stream: " + e.code() + ": " + e.message());
        }
    }

    private void createGroup(Caller role) throws OpenFailure {
        try {
            logs.openGroup(group(), role);
        } catch (AwsError e) {
            throw new OpenFailure("failed to create Cloudwatch log group: " + e.code() + ": " + e.message());
        }
    }

    /** Takes one line; it is lost when the group is gone meanwhile. */
    void write(String line) {
        logs.write(group(), stream, line);
    }

    private String group() {
        return options.path("awslogs-group").asText();
    }

    private static final class OpenFailure extends Exception {
        private static final long serialVersionUID = 1L;

        private OpenFailure(String message) {
            super(message);
        }
    }
}
