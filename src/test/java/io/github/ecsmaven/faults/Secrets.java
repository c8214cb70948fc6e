package io.github.ecsmaven.faults;

import io.github.ecsmaven.sandbox.sts.Identities;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What must be in no log, no error and no file. */
final class Secrets {
    /** Of the proxy that some faults are about. */
    static final String PROXY_PASSWORD = "pr0xy-Pa55+word";

    private Secrets() {}

    static List<String> of(World world) {
        List<String> secrets = new ArrayList<>(List.of(Identities.EXAMPLE_SECRET, PROXY_PASSWORD, World.LOCAL_SECRET));
        secrets.addAll(world.sandbox.ecr().tokens().issued());
        return secrets.stream().flatMap(Secrets::encoded).toList();
    }

    private static Stream<String> encoded(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().encodeToString(("AWS:" + secret).getBytes(StandardCharsets.UTF_8)),
                HexFormat.of().formatHex(bytes),
                URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    /** Which of them a text has. */
    static List<String> in(String text, List<String> secrets) {
        return secrets.stream().filter(text::contains).distinct().toList();
    }
}
