package io.github.ecsmaven.sandbox.sts;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The Authorization header of Signature Version 4 with the request's own date (IAM user guide, "AWS Signature Version 4 for API requests").
 *
 * @param date of the request, as {@code X-Amz-Date} says it
 * @param region of the credential scope
 * @param service of the credential scope
 * @param signedHeaders names in lower case
 * @param value 64 hexadecimal digits
 */
record Signature(
        String accessKeyId, String date, String region, String service, List<String> signedHeaders, String value) {
    private static final Pattern FORM = Pattern.compile("AWS4-HMAC-SHA256 Credential=([A-Za-z0-9]{16,128})/(\\d{8})"
            + "/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request, ?SignedHeaders=([a-z0-9;_-]+), ?Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration GREATEST_SKEW = Duration.ofMinutes(5);
    private static final String TOKEN = "X-Amz-Security-Token";

    Signature {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /** @throws AwsError when the header is missing or is not such a signature */
    static Signature of(HttpRequest request) throws AwsError {
        String header = request.header("Authorization")
                .orElseThrow(
                        () -> new AwsError(403, "MissingAuthenticationTokenException", "Missing Authentication Token"));
        Matcher matcher = FORM.matcher(header);
        if (!matcher.matches()) {
            throw incomplete("Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters.");
        }
        String date = request.header("X-Amz-Date")
                .orElseThrow(() -> incomplete(
                        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."));
        if (!date.startsWith(matcher.group(2))) {
            throw invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                    + matcher.group(2) + "' != '" + date.split("T")[0] + "', from '" + date + "'.");
        }
        Signature signature = new Signature(
                matcher.group(1),
                date,
                matcher.group(3),
                matcher.group(4),
                List.of(matcher.group(5).split(";")),
                matcher.group(6));
        signature.requireSigned("host", "'Host' or ':authority'");
        if (request.header(TOKEN).isPresent()) {
            signature.requireSigned("x-amz-security-token", "'" + TOKEN + "'");
        }
        return signature;
    }

    private void requireSigned(String header, String inWordsOfAws) throws AwsError {
        if (!signedHeaders.contains(header)) {
            throw invalid(inWordsOfAws + " must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    /** @throws AwsError when the signature was made for another region or service */
    void requireScope(String wantedService, List<String> wantedRegions) throws AwsError {
        if (!wantedRegions.contains(region)) {
            throw invalid("Credential should be scoped to a valid region.");
        }
        if (!service.equals(wantedService)) {
            throw invalid("Credential should be scoped to correct service: '" + wantedService + "'.");
        }
    }

    /** @throws AwsError when the request's date is more than five minutes away */
    void requireCurrent(Instant now) throws AwsError {
        Instant signed = instant();
        Instant earliest = now.minus(GREATEST_SKEW);
        Instant latest = now.plus(GREATEST_SKEW);
        if (signed.isBefore(earliest)) {
            throw invalid("Signature expired: " + date + " is now earlier than " + DATE.format(earliest) + " ("
                    + DATE.format(now) + " - 5 min.)");
        }
        if (signed.isAfter(latest)) {
            throw invalid("Signature not yet current: " + date + " is still later than " + DATE.format(latest) + " ("
                    + DATE.format(now) + " + 5 min.)");
        }
    }

    private Instant instant() throws AwsError {
        try {
            return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw incomplete("Date must be in ISO-8601 'basic format'. Got '" + date
                    + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
    }

    /** @throws AwsError when another secret made the signature, or it was made for another request */
    void requireMadeWith(String secretAccessKey, HttpRequest request) throws AwsError, IOException {
        String scope = date.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        String toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                date,
                scope,
                CanonicalRequest.of(request, signedHeaders).hash());
        byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        if (!MessageDigest.isEqual(hmac(key, toSign), HexFormat.of().parseHex(value))) {
            throw invalid("The request signature we calculated does not match the signature you provided. Check your"
                    + " AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidSignatureException", message);
    }

    private static AwsError incomplete(String message) {
        return AwsError.badRequest("IncompleteSignatureException", message);
    }
}
