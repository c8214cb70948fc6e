package io.github.ecsmaven.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** A POST to the root of an endpoint, signed and sent by the SDK's own signer and HTTP client. */
record SignedCall(URI endpoint, String service, String region, Map<String, String> headers, byte[] body) {
    /** Several times the longest that AWS gives, a page of a thousand items. */
    private static final int LONGEST_ANSWER = 16 << 20;

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    /**
     * What came back.
     *
     * @param requestId AWS's name of the request, or empty
     */
    record Answer(int status, String requestId, byte[] body) {
        boolean isSuccessful() {
            return status / 100 == 2;
        }

        AwsServiceException refusal(String code, String message) {
            return AwsServiceException.builder()
                    .message(message)
                    .statusCode(status)
                    .requestId(requestId)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode(code)
                            .errorMessage(message)
                            .build())
                    .build();
        }
    }

    /** @throws SdkClientException when the endpoint cannot be reached */
    Answer send(SdkHttpClient http, AwsCredentialsIdentity identity) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath("/")
                .putHeader("Content-Length", Integer.toString(body.length));
        headers.forEach(request::putHeader);
        ContentStreamProvider content = () -> new ByteArrayInputStream(body);
        SignedRequest signed = SIGNER.sign(sign -> sign.identity(identity)
                .request(request.build())
                .payload(content)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, correctedClock()));
        return execute(
                http,
                HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(content))
                        .build());
    }

    /** By as much as the SDK's clients found this machine's clock to be ahead of AWS's. */
    private static Clock correctedClock() {
        return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-SdkGlobalTime.getGlobalTimeOffset()));
    }

    private static Answer execute(SdkHttpClient http, HttpExecuteRequest request) {
        try {
            HttpExecuteResponse response = http.prepareRequest(request).call();
            try (InputStream body =
                    response.responseBody().map(InputStream.class::cast).orElse(InputStream.nullInputStream())) {
                SdkHttpResponse head = response.httpResponse();
                String requestId = head.firstMatchingHeader("x-amzn-RequestId").orElse("");
                return new Answer(head.statusCode(), requestId, bytes(body));
            }
        } catch (IOException e) {
            throw SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST_ANSWER + 1);
        if (bytes.length > LONGEST_ANSWER) {
            throw new IOException("the answer has more than " + (LONGEST_ANSWER >> 20) + " MiB");
        }
        return bytes;
    }
}
