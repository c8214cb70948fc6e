package io.github.ecsmaven.sandbox.query;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Endpoint;
import io.github.ecsmaven.sandbox.Operation;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.QueryCallers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One service of the query protocol on the sandbox's port. */
public final class QueryEndpoint implements Endpoint {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final QueryService service;
    private final QueryCallers callers;

    /** @param region that signatures must be for */
    public QueryEndpoint(QueryService service, Identities identities, String region) {
        this.service = service;
        this.callers = new QueryCallers(identities, service.signingName(), List.of(region));
    }

    @Override
    public boolean takes(HttpRequest request) throws IOException {
        return request.method().equals("POST")
                && request.path().equals("/")
                && request.header("Content-Type").orElse("").startsWith(FORM)
                && service.version().equals(fields(request).get("Version"));
    }

    private static Map<String, String> fields(HttpRequest request) throws IOException {
        return HttpRequest.form(new String(request.bytes(), StandardCharsets.UTF_8));
    }

    @Override
    public Operation operation(HttpRequest request) throws IOException {
        String action = fields(request).getOrDefault("Action", "");
        return new Operation(service.actionPrefix(), action, !action.matches("(Describe|Get|List|Validate|Detect).*"));
    }

    @Override
    public HttpResponse answer(HttpRequest request, Operation operation) throws IOException, AwsError {
        Caller caller = callers.of(request);
        Xml result = service.answer(QueryForm.of(service.actionPrefix(), fields(request)), caller);
        return xml(200, service.envelope(operation.name(), result, requestId()));
    }

    @Override
    public HttpResponse refusal(AwsError error) {
        return xml(error.status(), service.refusal(error, requestId()));
    }

    private static HttpResponse xml(int status, Xml content) {
        return HttpResponse.of(status, "text/xml", content.toString());
    }

    private static String requestId() {
        return UUID.randomUUID().toString();
    }
}
