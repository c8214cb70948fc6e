package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcCall;
import io.github.ecsmaven.buildkit.grpc.Headers;
import io.github.ecsmaven.buildkit.wire.BytesMessage;
import io.github.ecsmaven.docker.StreamSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;

/** A connection that is a stream of messages within another one: {@code Control.Session}. */
final class SessionTunnel {
    private SessionTunnel() {}

    static Socket open(ControlApi control, Headers headers) throws IOException {
        GrpcCall call = control.session(headers);
        return new StreamSocket(new Incoming(call), new Outgoing(call), call);
    }

    private static final class Outgoing extends OutputStream {
        private final GrpcCall call;

        Outgoing(GrpcCall call) {
            this.call = call;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                call.send(new BytesMessage(Arrays.copyOfRange(bytes, offset, offset + length)).toByteArray());
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static final class Incoming extends InputStream {
        private final GrpcCall call;
        private byte[] current = {};
        private int position;
        private boolean atEnd;

        Incoming(GrpcCall call) {
            this.call = call;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (!atEnd && position == current.length) {
                receive();
            }
            if (atEnd) {
                return -1;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, into, offset, count);
            position += count;
            return count;
        }

        private void receive() throws IOException {
            try {
                Optional<byte[]> message = call.receive();
                atEnd = message.isEmpty();
                current = atEnd
                        ? current
                        : Messages.read(message.get(), BytesMessage::read).data();
                position = 0;
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException();
    }
}
