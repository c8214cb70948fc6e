package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.wire.NoFields;
import io.github.ecsmaven.buildkit.wire.Serving;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;

/** Tells BuildKit, which asks every few seconds, that the session lives ({@code grpc.health.v1.Health}). */
final class HealthService implements SessionService {
    private static final String SERVICE = "grpc.health.v1.Health";
    private static final MethodDescriptor<NoFields, Serving> CHECK = Messages.method(
            MethodDescriptor.MethodType.UNARY, SERVICE, "Check", Messages.received(NoFields::read), Messages.sent());

    @Override
    public ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(CHECK, ServerCalls.asyncUnaryCall((request, response) -> {
                    response.onNext(new Serving());
                    response.onCompleted();
                }))
                .build();
    }
}
