package io.github.ecsmaven.buildkit.wire;

import java.util.List;
import java.util.function.Consumer;

/** Any bytes as each message that BuildKit sends: read, or refused as no message. */
public final class BuildKitMessageFuzz {
    private static final List<Consumer<ProtoReader>> READERS = List.of(
            StatusResponse::read,
            SolveResponse::read,
            ErrorDetails::read,
            Packet::read,
            Workers::read,
            BytesMessage::read);

    private BuildKitMessageFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        for (Consumer<ProtoReader> reader : READERS) {
            try {
                reader.accept(new ProtoReader(input));
            } catch (IllegalArgumentException refused) {
                continue;
            }
        }
    }
}
