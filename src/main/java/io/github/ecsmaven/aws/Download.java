package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Fetches a presigned URL. Its query is a credential, so errors name the host alone. */
final class Download {
    private final SdkHttpClient http;

    Download(SdkHttpClient http) {
        this.http = http;
    }

    byte[] bytes(URI presigned, int limit) {
        try {
            HttpExecuteResponse answer = get(presigned);
            try (InputStream body = answer.responseBody().orElseThrow(() -> new IOException("no content"))) {
                if (!answer.httpResponse().isSuccessful()) {
                    throw new IOException("HTTP " + answer.httpResponse().statusCode());
                }
                return upTo(limit, body);
            }
        } catch (IOException e) {
            throw new ActionableException(
                    "Could not download from " + presigned.getHost() + ": " + e.getMessage(),
                    "Check that this machine may reach " + presigned.getHost()
                            + " (proxy, firewall, VPC endpoint of Amazon S3), then try again.");
        }
    }

    private HttpExecuteResponse get(URI presigned) throws IOException {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(presigned)
                .build();
        return http.prepareRequest(HttpExecuteRequest.builder().request(request).build())
                .call();
    }

    private static byte[] upTo(int limit, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new IOException("more than " + limit + " bytes");
        }
        return bytes;
    }
}
