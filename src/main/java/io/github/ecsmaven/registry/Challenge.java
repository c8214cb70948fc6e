package io.github.ecsmaven.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be asked (RFC 9110, {@code WWW-Authenticate}).
 *
 * @param scheme {@code basic} or {@code bearer}
 * @param parameters {@code realm}, {@code service} and others
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int LONGEST_TOKEN = 1 << 20;
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z]+)=(?:\"([^\"]*)\"|([^\\s,]+))");

    static Challenge parse(String text) {
        String scheme = text.replaceFirst("\\s.*$", "").toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            String quoted = parameter.group(2);
            parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), quoted == null ? parameter.group(3) : quoted);
        }
        return new Challenge(scheme, parameters);
    }

    boolean isBasic() {
        return scheme.equals("basic");
    }

    /**
     * Where to ask for a token.
     *
     * @param plain whether it may be asked for without encryption
     * @throws IOException when it names no such place
     */
    URI realmFor(String scope, boolean plain) throws IOException {
        String realm = parameters.getOrDefault("realm", "");
        if (!realm.startsWith("https://") && !(plain && realm.startsWith("http://"))) {
            throw new IOException("it asks for authorization of the kind '" + scheme + "'");
        }
        String service = parameters.getOrDefault("service", "");
        try {
            return new URI(realm + (realm.contains("?") ? "&" : "?") + "service=" + encoded(service) + "&scope="
                    + encoded(scope));
        } catch (URISyntaxException e) {
            throw new IOException("it asks for authorization at '" + realm + "', which is no URI", e);
        }
    }

    /** The token in the answer of a realm. */
    static String token(InputStream answer) throws IOException {
        byte[] bytes = answer.readNBytes(LONGEST_TOKEN + 1);
        if (bytes.length > LONGEST_TOKEN) {
            throw new IOException("its authorization has more than 1 MiB");
        }
        JsonNode json = JsonText.read(bytes);
        return json.path("token").asText(json.path("access_token").asText());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
