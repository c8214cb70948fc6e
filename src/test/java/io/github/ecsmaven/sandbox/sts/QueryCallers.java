package io.github.ecsmaven.sandbox.sts;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import java.io.IOException;
import java.util.List;

/**
 * Who signed a request of the query protocol.
 *
 * @param service of the credential scope that a signature must have
 * @param regions of which the scope must name one
 */
public record QueryCallers(Identities identities, String service, List<String> regions) {

    /** @throws AwsError when the request is not signed, not for this service and region, or by nobody we know */
    public Caller of(HttpRequest request) throws AwsError, IOException {
        try {
            return identities.authenticate(request, service, regions);
        } catch (AwsError error) {
            throw inWordsOfTheQueryProtocol(error);
        }
    }

    // Services of this protocol name these errors differently from the JSON services (STS API reference, "Common
    // Errors").
    private static AwsError inWordsOfTheQueryProtocol(AwsError error) {
        return switch (error.code()) {
            case "UnrecognizedClientException" -> new AwsError(403, "InvalidClientTokenId", error.message());
            case "ExpiredTokenException" -> new AwsError(403, "ExpiredToken", error.message());
            case "InvalidSignatureException" -> new AwsError(403, "SignatureDoesNotMatch", error.message());
            case "IncompleteSignatureException" -> new AwsError(400, "IncompleteSignature", error.message());
            case "MissingAuthenticationTokenException" -> new AwsError(
                    403, "MissingAuthenticationToken", "Request is missing Authentication Token");
            default -> error;
        };
    }
}
