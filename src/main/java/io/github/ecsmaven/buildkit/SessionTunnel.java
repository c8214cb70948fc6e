package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.wire.BytesMessage;
import io.github.ecsmaven.docker.StreamSocket;
import io.grpc.Metadata;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A connection that is a stream of messages within another one: {@code Control.Session}. */
final class SessionTunnel implements ClientResponseObserver<BytesMessage, BytesMessage> {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private @Nullable ClientCallStreamObserver<BytesMessage> toBuilder;
    private boolean ended;

    private SessionTunnel() {}

    static Socket open(ControlApi control, Metadata headers) {
        SessionTunnel tunnel = new SessionTunnel();
        control.session(headers, tunnel);
        return new StreamSocket(tunnel.new Incoming(), tunnel.new Outgoing(), tunnel::hangUp);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<BytesMessage> call) {
        toBuilder = call;
        call.setOnReadyHandler(this::wake);
    }

    @Override
    public void onNext(BytesMessage message) {
        if (message.data().length > 0) {
            received.add(message.data());
        }
    }

    @Override
    public void onError(Throwable lost) {
        end();
    }

    @Override
    public void onCompleted() {
        end();
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        received.add(END);
        notifyAll();
    }

    private synchronized void hangUp() {
        boolean first = !ended;
        end();
        if (first && toBuilder != null) {
            toBuilder.onCompleted();
        }
    }

    private synchronized void write(byte[] bytes) throws IOException {
        ClientCallStreamObserver<BytesMessage> call = toBuilder;
        try {
            while (!ended && call != null && !call.isReady()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        if (ended || call == null) {
            throw new IOException("the session has ended");
        }
        call.onNext(new BytesMessage(bytes));
    }

    private final class Outgoing extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            SessionTunnel.this.write(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    private final class Incoming extends InputStream {
        private byte[] current = END;
        private int position;
        private boolean atEnd;

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!atEnd && position == current.length) {
                await();
            }
            if (atEnd) {
                return -1;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, into, offset, count);
            position += count;
            return count;
        }

        private void await() throws InterruptedIOException {
            try {
                current = received.take();
                position = 0;
                atEnd = current == END;
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }
}
