package io.github.ecsmaven.preflight;

import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.ecs.EcsAccount;
import io.github.ecsmaven.logs.LogGroups;

/**
 * What checks ask.
 *
 * @param session whose identity asks
 * @param ecs ECS in the session's account and region
 * @param logs log groups
 * @param reads services without a client
 */
public record Surroundings(AwsSession session, EcsAccount ecs, LogGroups logs, AwsReads reads) {
    /** All of one session. */
    public static Surroundings of(AwsSession session, EcsAccount ecs) {
        return new Surroundings(session, ecs, new LogGroups(session), session.reads());
    }
}
