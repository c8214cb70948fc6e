package io.github.ecsmaven.buildkit.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;

/** Any bytes as frames of HTTP/2 with their headers, or a failure of the connection. */
public final class FramesFuzz {
    private FramesFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FrameReader reader = new FrameReader(new ByteArrayInputStream(input));
        try {
            while (true) {
                RawFrame frame = reader.next();
                if (frame.isType(FrameType.HEADERS)) {
                    reader.headers(frame);
                }
            }
        } catch (IOException refused) {
            return;
        }
    }
}
