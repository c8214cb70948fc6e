package io.github.ecsmaven.versions;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a secret looks like in a text: plain, in base64, URL-encoded, in hex, escaped for JSON or XML, and in base64 or hex of JSON. */
public final class SecretTraces {
    // Base64 looks different at each of three offsets from the beginning of what was encoded.
    private static final int OFFSETS = 3;
    private static final int BITS_OF_A_BYTE = 8;
    private static final int BITS_OF_A_DIGIT = 6;

    private final Set<String> traces = new LinkedHashSet<>();

    public SecretTraces(String secret) {
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
        addEncoded(secret);
        // What a registry's X-Registry-Auth holds.
        addEncoded(json);
        traces.add(json.replace("/", "\\/"));
        addUrlEncoded(secret);
        String xml = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        traces.add(xml);
        traces.add(xml.replace("\"", "&quot;").replace("'", "&apos;"));
    }

    private void addEncoded(String text) {
        traces.add(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        traces.add(HexFormat.of().formatHex(bytes));
        traces.add(HexFormat.of().withUpperCase().formatHex(bytes));
        for (int offset = 0; offset < OFFSETS; offset++) {
            byte[] shifted = ("x".repeat(offset) + text).getBytes(StandardCharsets.UTF_8);
            addDigits(Base64.getEncoder().encodeToString(shifted), offset, shifted.length);
            addDigits(Base64.getUrlEncoder().encodeToString(shifted), offset, shifted.length);
        }
    }

    /** The digits that hold nothing but the secret; those at the ends depend on its neighbours. */
    private void addDigits(String base64, int offset, int length) {
        int first = (offset * BITS_OF_A_BYTE + BITS_OF_A_DIGIT - 1) / BITS_OF_A_DIGIT;
        int end = length * BITS_OF_A_BYTE / BITS_OF_A_DIGIT;
        traces.add(base64.substring(first, end));
    }

    private void addUrlEncoded(String secret) {
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String encoded : List.of(form, form.replace("+", "%20"), form.replace("%2F", "/"))) {
            traces.add(encoded);
            traces.add(lowerCaseEscapes(encoded));
        }
    }

    private static String lowerCaseEscapes(String encoded) {
        StringBuilder lower = new StringBuilder(encoded);
        for (int i = lower.indexOf("%"); i >= 0; i = lower.indexOf("%", i + 1)) {
            lower.replace(i, i + 3, lower.substring(i, i + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }

    /** The first of these looks that is in the text. */
    public Optional<String> in(String text) {
        return traces.stream().filter(text::contains).findFirst();
    }
}
