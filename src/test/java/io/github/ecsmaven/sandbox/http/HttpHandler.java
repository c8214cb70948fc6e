package io.github.ecsmaven.sandbox.http;

import java.io.IOException;

/** What answers requests. Called from one thread per connection. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * @throws ConnectionReset to reset the connection instead of answering
     * @throws IOException when the connection broke while the body was read
     */
    HttpResponse handle(HttpRequest request) throws IOException;
}
