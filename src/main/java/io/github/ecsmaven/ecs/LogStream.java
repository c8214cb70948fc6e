package io.github.ecsmaven.ecs;

/**
 * Where one container of one task writes to in CloudWatch Logs.
 *
 * @param region such as {@code eu-central-1}; the log driver may write to another one than the task's
 * @param group name of the log group
 * @param name name of the stream: {@code prefix/container/task-id} (Amazon ECS developer guide, awslogs-stream-prefix)
 */
public record LogStream(String region, String group, String name) {}
