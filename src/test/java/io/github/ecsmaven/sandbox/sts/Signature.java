package io.github.ecsmaven.sandbox.sts;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Authorization header of Signature Version 4. Its form and scope are checked, the signature itself is not recomputed.
 *
 * @param region of the credential scope
 * @param service of the credential scope
 */
public record Signature(String accessKeyId, String region, String service) {
    private static final Pattern FORM = Pattern.compile("AWS4-HMAC-SHA256 Credential=([A-Z0-9]{16,128})/(\\d{8})"
            + "/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=[0-9a-f]{64}");

    /** @throws AwsError when the header is missing or is not such a signature */
    public static Signature of(HttpRequest request) throws AwsError {
        String header = request.header("Authorization")
                .orElseThrow(
                        () -> new AwsError(403, "MissingAuthenticationTokenException", "Missing Authentication Token"));
        Matcher matcher = FORM.matcher(header);
        if (!matcher.matches()) {
            throw AwsError.badRequest(
                    "IncompleteSignatureException",
                    "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters.");
        }
        boolean dated = request.header("X-Amz-Date")
                .filter(date -> date.startsWith(matcher.group(2)))
                .isPresent();
        if (!dated || !List.of(matcher.group(5).split(";")).contains("host")) {
            throw invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP");
        }
        return new Signature(matcher.group(1), matcher.group(3), matcher.group(4));
    }

    /** @throws AwsError when the signature was made for another region or service */
    public void requireScope(String wantedService, List<String> wantedRegions) throws AwsError {
        if (!wantedRegions.contains(region)) {
            throw invalid("Credential should be scoped to a valid region.");
        }
        if (!service.equals(wantedService)) {
            throw invalid("Credential should be scoped to correct service: '" + wantedService + "'.");
        }
    }

    private static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidSignatureException", message);
    }
}
