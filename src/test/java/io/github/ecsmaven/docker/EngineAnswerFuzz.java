package io.github.ecsmaven.docker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Any bytes as an engine's answer over HTTP: a status and a body, of which the beginning is read, or a failure of the connection. */
public final class EngineAnswerFuzz {
    private static final int READ = 1 << 16;

    private EngineAnswerFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try (HttpAnswer answer = HttpAnswer.from(new Answering(input))) {
            JsonTree.read(answer.getBody().readNBytes(READ));
        } catch (IOException refused) {
            return;
        }
    }

    /** An engine that has said all that it will. */
    static final class Answering extends Socket {
        private final InputStream in;

        Answering(byte[] answer) {
            this(new ByteArrayInputStream(answer));
        }

        Answering(InputStream in) {
            this.in = in;
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }
    }
}
