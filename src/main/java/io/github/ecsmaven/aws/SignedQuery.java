package io.github.ecsmaven.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Reads from a service of the AWS query protocol (form in, XML out): the SDK's modules for these services are many megabytes for the few
 * calls that are needed.
 */
final class SignedQuery {
    private static final Map<String, String> FORM =
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

    private final SdkHttpClient http;

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
        SignedCall.Answer answer =
                new SignedCall(endpoint, service, region, FORM, form(parameters)).send(http, identity);
        Document content = parse(answer.body());
        if (!answer.isSuccessful()) {
            throw answer.refusal(
                    first(content, "Code").orElse(""), first(content, "Message").orElse("HTTP " + answer.status()));
        }
        return content;
    }

    private static byte[] form(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                        .getBytes(StandardCharsets.UTF_8);
    }

    static Optional<String> first(Document document, String element) {
        NodeList found = document.getElementsByTagNameNS("*", element);
        return found.getLength() == 0
                ? Optional.empty()
                : Optional.of(found.item(0).getTextContent().trim());
    }

    private static Document parse(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // Without a handler of ours the JDK prints "[Fatal Error]" to the user's console.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(body));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature", e);
        } catch (SAXException | IOException e) {
            throw SdkClientException.create("Unable to execute HTTP request: the answer is not XML", e);
        }
    }
}
