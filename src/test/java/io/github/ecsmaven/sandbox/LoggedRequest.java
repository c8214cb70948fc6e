package io.github.ecsmaven.sandbox;

import java.time.Instant;

/**
 * One request that was answered (or cut off).
 *
 * @param operation such as {@code ecr:CreateRepository} or {@code registry:PutManifest}
 * @param write whether it changes what AWS holds
 * @param status of the answer, 0 for a connection that was reset on demand
 * @param received bytes of the request's body
 * @param sent bytes of the answer's body
 */
public record LoggedRequest(
        Instant at,
        String operation,
        boolean write,
        String method,
        String path,
        int status,
        long received,
        long sent) {}
