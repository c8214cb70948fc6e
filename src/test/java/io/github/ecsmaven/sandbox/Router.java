package io.github.ecsmaven.sandbox;

import io.github.ecsmaven.sandbox.Faults.Effect;
import io.github.ecsmaven.sandbox.http.ConnectionReset;
import io.github.ecsmaven.sandbox.http.HttpHandler;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the protocol of a request, lets faults strike, and writes down what came. */
final class Router implements HttpHandler {
    private final List<Endpoint> endpoints;
    private final Faults faults;
    private final RequestLog log;
    private final Clock clock;
    private final Runnable expireTokens;

    Router(List<Endpoint> endpoints, Faults faults, RequestLog log, Clock clock, Runnable expireTokens) {
        this.endpoints = endpoints;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
        this.expireTokens = expireTokens;
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws IOException {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.takes(request)) {
                return logged(endpoint, request);
            }
        }
        return HttpResponse.of(501, "text/plain", "The sandbox does not implement " + request.path() + "\n");
    }

    private HttpResponse logged(Endpoint endpoint, HttpRequest request) throws IOException {
        Operation operation = endpoint.operation(request);
        try {
            HttpResponse response = answer(endpoint, request, operation);
            write(request, operation, response.status(), response.length());
            return response;
        } catch (ConnectionReset reset) {
            write(request, operation, 0, 0);
            throw reset;
        }
    }

    private HttpResponse answer(Endpoint endpoint, HttpRequest request, Operation operation) throws IOException {
        Effect effect = faults.strike(operation).orElse(null);
        if (effect instanceof Effect.Fail fail) {
            return endpoint.refusal(fail.error());
        }
        if (effect instanceof Effect.Reset) {
            throw new ConnectionReset();
        }
        if (effect instanceof Effect.ExpireTokens) {
            expireTokens.run();
        }
        if (effect instanceof Effect.Meanwhile meanwhile) {
            meanwhile.action().run();
        }
        if (effect instanceof Effect.Stall stall && !stall.carriedOut()) {
            throw stall.gate().pass();
        }
        if (effect instanceof Effect.Slow slow) {
            request.slowDown(slow.bytesPerSecond());
            return unhurt(endpoint, request, operation).slowedDownTo(slow.bytesPerSecond());
        }
        return hurt(effect, unhurt(endpoint, request, operation));
    }

    private static HttpResponse hurt(@Nullable Effect effect, HttpResponse response) throws IOException {
        if (effect instanceof Effect.LoseAnswer) {
            throw new ConnectionReset();
        }
        if (effect instanceof Effect.Stall stall) {
            throw stall.gate().pass();
        }
        if (effect instanceof Effect.Garble garble) {
            return HttpResponse.of(response.status(), "text/html", garble.body());
        }
        return effect instanceof Effect.Truncate ? response.truncated() : response;
    }

    private static HttpResponse unhurt(Endpoint endpoint, HttpRequest request, Operation operation) throws IOException {
        try {
            return endpoint.answer(request, operation);
        } catch (AwsError refused) {
            return endpoint.refusal(refused);
        }
    }

    private void write(HttpRequest request, Operation operation, int status, long sent) {
        log.add(new LoggedRequest(
                clock.instant(),
                operation.toString(),
                operation.write(),
                request.method(),
                request.path(),
                status,
                request.bytesRead(),
                sent));
    }
}
