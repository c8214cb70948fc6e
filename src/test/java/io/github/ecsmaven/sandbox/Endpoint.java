package io.github.ecsmaven.sandbox;

import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import java.io.IOException;

/** One protocol on the sandbox's port. */
public interface Endpoint {
    boolean takes(HttpRequest request) throws IOException;

    /** What the request asks for, for the log and for faults; told before anything is checked. */
    Operation operation(HttpRequest request) throws IOException;

    HttpResponse answer(HttpRequest request, Operation operation) throws IOException, AwsError;

    /** An error in this protocol's own form. */
    HttpResponse refusal(AwsError error);
}
