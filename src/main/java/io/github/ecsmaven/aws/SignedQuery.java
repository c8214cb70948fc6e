package io.github.ecsmaven.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
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
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Reads from a service of the AWS query protocol (form in, XML out) with the SDK's own signer and HTTP client: the SDK's modules for
 * these services are many megabytes for the few calls that are needed.
 */
final class SignedQuery {
    private final SdkHttpClient http;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    SignedQuery(SdkHttpClient http) {
        this.http = http;
    }

    /**
     * Calls an action.
     *
     * @param service name that the signature is for, such as {@code elasticloadbalancing}
     * @param parameters all of the form, {@code Action} and {@code Version} included
     * @throws AwsServiceException when the service refuses
     * @throws SdkClientException when it cannot be reached or answers something else
     */
    Document call(
            URI endpoint,
            String service,
            String region,
            AwsCredentialsIdentity identity,
            Map<String, String> parameters) {
        byte[] form = form(parameters);
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath("/")
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .putHeader("Content-Length", Integer.toString(form.length))
                .build();
        ContentStreamProvider content = () -> new ByteArrayInputStream(form);
        SignedRequest signed = signer.sign(sign -> sign.identity(identity)
                .request(request)
                .payload(content)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, correctedClock()));
        return execute(HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(content))
                .build());
    }

    /** By as much as the SDK's clients found this machine's clock to be ahead of AWS's. */
    private static Clock correctedClock() {
        return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-SdkGlobalTime.getGlobalTimeOffset()));
    }

    private static byte[] form(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                        .getBytes(StandardCharsets.UTF_8);
    }

    private Document execute(HttpExecuteRequest request) {
        try {
            HttpExecuteResponse response = http.prepareRequest(request).call();
            try (InputStream body =
                    response.responseBody().map(InputStream.class::cast).orElse(InputStream.nullInputStream())) {
                Document answer = parse(body);
                if (!response.httpResponse().isSuccessful()) {
                    throw refusal(answer, response.httpResponse().statusCode());
                }
                return answer;
            }
        } catch (IOException e) {
            throw SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e);
        }
    }

    private static AwsServiceException refusal(Document answer, int status) {
        return AwsServiceException.builder()
                .message(first(answer, "Message").orElse("HTTP " + status))
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(first(answer, "Code").orElse(""))
                        .errorMessage(first(answer, "Message").orElse("HTTP " + status))
                        .build())
                .build();
    }

    static Optional<String> first(Document document, String element) {
        NodeList found = document.getElementsByTagNameNS("*", element);
        return found.getLength() == 0
                ? Optional.empty()
                : Optional.of(found.item(0).getTextContent().trim());
    }

    private static Document parse(InputStream body) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // Without a handler of ours the JDK prints "[Fatal Error]" to the user's console.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(body);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature", e);
        } catch (SAXException e) {
            throw new IOException("the answer is not XML", e);
        }
    }
}
