package io.github.ecsmaven.buildkit.grpc;

import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.config.H2Setting;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.RawFrame;

/** What each side of a connection tells the other about itself (RFC 9113, 6.5). */
final class Settings {
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int SETTING = 6;

    private Settings() {}

    /** Ours. A client's differ in that it wants no pushes; a server has none to refuse. */
    static RawFrame ours(boolean client) {
        H2Setting window = new H2Setting(H2Param.INITIAL_WINDOW_SIZE, Http2Stream.WINDOW);
        return client
                ? DefaultFrameFactory.INSTANCE.createSettings(new H2Setting(H2Param.ENABLE_PUSH, 0), window)
                : DefaultFrameFactory.INSTANCE.createSettings(window);
    }

    /** Keeps to what the other side asks for. */
    static void apply(RawFrame frame, FrameWriter writer, SendWindows windows) throws ProtocolViolation {
        ByteBuffer settings = frame.getPayload();
        while (settings != null && settings.remaining() >= SETTING) {
            int setting = settings.getShort();
            int value = settings.getInt();
            if (setting == HEADER_TABLE_SIZE) {
                writer.limitHeaderTable(value < 0 ? Integer.MAX_VALUE : value);
            } else if (setting == INITIAL_WINDOW_SIZE) {
                windows.initially(value);
            }
        }
    }
}
