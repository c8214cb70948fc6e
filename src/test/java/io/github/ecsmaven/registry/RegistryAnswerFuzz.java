package io.github.ecsmaven.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Any text as a registry's challenge and as the answer with its token, or a failure of the registry. */
public final class RegistryAnswerFuzz {
    private RegistryAnswerFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Challenge.parse(new String(input, StandardCharsets.UTF_8)).realmFor("repository:shop:pull", true);
        } catch (IOException refused) {
            // The token may be one nevertheless.
        }
        try {
            Challenge.token(new ByteArrayInputStream(input));
        } catch (IOException refused) {
            return;
        }
    }
}
