package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Endpoint;
import io.github.ecsmaven.sandbox.Operation;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import io.github.ecsmaven.sandbox.query.Xml;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.QueryCallers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Elastic Load Balancing's query protocol: form fields in, XML out. */
public final class ElbEndpoint implements Endpoint {
    private static final String SERVICE = "elasticloadbalancing";
    private static final String VERSION = "2015-12-01";
    private static final String NAMESPACE = "xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/" + VERSION + "/\"";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ElbSandbox elb;
    private final QueryCallers callers;

    public ElbEndpoint(ElbSandbox elb, Identities identities, String region) {
        this.elb = elb;
        this.callers = new QueryCallers(identities, SERVICE, List.of(region));
    }

    /** All services of the query protocol share one port here, so the version tells whose a request is. */
    @Override
    public boolean takes(HttpRequest request) throws IOException {
        return request.method().equals("POST")
                && request.path().equals("/")
                && request.header("Content-Type").orElse("").startsWith(FORM)
                && VERSION.equals(fields(request).get("Version"));
    }

    private static Map<String, String> fields(HttpRequest request) throws IOException {
        return HttpRequest.form(new String(request.bytes(), StandardCharsets.UTF_8));
    }

    @Override
    public Operation operation(HttpRequest request) throws IOException {
        String action = fields(request).getOrDefault("Action", "");
        return new Operation(SERVICE, action, !action.startsWith("Describe"));
    }

    @Override
    public HttpResponse answer(HttpRequest request, Operation operation) throws IOException, AwsError {
        Caller caller = callers.of(request);
        Xml result = elb.call(fields(request), caller);
        String action = operation.name();
        return xml(200, new Xml().element(action + "Response", NAMESPACE, response -> response.raw(
                        action + "Result", result)
                .element("ResponseMetadata", metadata -> metadata.text("RequestId", requestId()))));
    }

    @Override
    public HttpResponse refusal(AwsError error) {
        String type = error.status() < 500 ? "Sender" : "Receiver";
        return xml(error.status(), new Xml().element("ErrorResponse", NAMESPACE, response -> response.element(
                        "Error",
                        it -> it.text("Type", type).text("Code", error.code()).text("Message", error.message()))
                .text("RequestId", requestId())));
    }

    private static HttpResponse xml(int status, Xml content) {
        return HttpResponse.of(status, "text/xml", content.toString());
    }

    private static String requestId() {
        return UUID.randomUUID().toString();
    }
}
