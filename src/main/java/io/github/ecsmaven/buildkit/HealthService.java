package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcServer;
import io.github.ecsmaven.buildkit.wire.NoFields;
import io.github.ecsmaven.buildkit.wire.Serving;
import java.util.Map;

/** Tells BuildKit, which asks every few seconds, that the session lives ({@code grpc.health.v1.Health}). */
final class HealthService implements SessionService {
    @Override
    public Map<String, GrpcServer.Handler> handlers() {
        return Map.of("/grpc.health.v1.Health/Check", Messages.unary(NoFields::read, request -> new Serving()));
    }
}
