package io.github.ecsmaven.sandbox;

import io.github.ecsmaven.sandbox.sts.Identities;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Requests that no client of the SDK would send, signed by the SDK's own signer.
 *
 * @param service of the credential scope
 * @param clock of the machine that signs
 */
public record HandSigned(AwsCredentialsIdentity credentials, String region, String service, Clock clock) {

    /** As a user whose secret access key is the example's, in the sandbox's region and on time. */
    public static HandSigned by(String accessKeyId, String service) {
        return new HandSigned(
                AwsCredentialsIdentity.create(accessKeyId, Identities.EXAMPLE_SECRET),
                "eu-west-1",
                service,
                Clock.systemUTC());
    }

    public HandSigned inRegion(String other) {
        return new HandSigned(credentials, other, service, clock);
    }

    public HandSigned at(Clock other) {
        return new HandSigned(credentials, region, service, other);
    }

    /** A POST to the root, which the caller may spoil before it is built. */
    public HttpRequest.Builder post(URI endpoint, Map<String, String> headers, String body) {
        SdkHttpFullRequest.Builder unsigned =
                SdkHttpFullRequest.builder().method(SdkHttpMethod.POST).uri(endpoint.resolve("/"));
        headers.forEach(unsigned::putHeader);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(signed.getUri()).POST(HttpRequest.BodyPublishers.ofString(body));
        signed.forEachHeader((name, values) -> {
            // The client itself sends the host.
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request;
    }
}
