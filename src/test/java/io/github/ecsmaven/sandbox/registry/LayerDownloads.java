package io.github.ecsmaven.sandbox.registry;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Endpoint;
import io.github.ecsmaven.sandbox.Operation;
import io.github.ecsmaven.sandbox.ecr.EcrSandbox;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import java.io.IOException;

/** The presigned URLs of GetDownloadUrlForLayer: whoever has one may download, as from S3. */
public final class LayerDownloads implements Endpoint {
    private static final String PREFIX = "/layers/";

    private final EcrSandbox ecr;

    public LayerDownloads(EcrSandbox ecr) {
        this.ecr = ecr;
    }

    @Override
    public boolean takes(HttpRequest request) {
        return request.path().startsWith(PREFIX);
    }

    @Override
    public Operation operation(HttpRequest request) {
        return new Operation("registry", "DownloadLayer", false);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Operation operation) throws IOException, AwsError {
        String digest = ecr.layerOfTicket(request.path().substring(PREFIX.length()))
                .orElseThrow(() -> new AwsError(403, "AccessDenied", "Request has expired"));
        return HttpResponse.ofFile("application/octet-stream", ecr.blobs().path(digest));
    }

    @Override
    public HttpResponse refusal(AwsError error) {
        return HttpResponse.of(error.status(), "text/plain", error.code() + ": " + error.message());
    }
}
