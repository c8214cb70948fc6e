package io.github.ecsmaven.buildkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server socket that listens nowhere: it accepts one connection, which is there already, and then none until it is closed. */
final class SingleConnection extends ServerSocketFactory {
    private final Socket connection;

    SingleConnection(Socket connection) {
        this.connection = connection;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Acceptor(connection);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return createServerSocket();
    }

    private static final class Acceptor extends ServerSocket {
        private @Nullable Socket waiting;
        private boolean closed;

        Acceptor(Socket connection) throws IOException {
            this.waiting = connection;
        }

        @Override
        public void bind(SocketAddress endpoint) {}

        @Override
        public void bind(SocketAddress endpoint, int backlog) {}

        @Override
        public SocketAddress getLocalSocketAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public synchronized Socket accept() throws IOException {
            Socket accepted = waiting;
            waiting = null;
            if (accepted != null) {
                return accepted;
            }
            try {
                while (!closed) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            throw new SocketException("closed");
        }

        @Override
        public synchronized void close() {
            closed = true;
            notifyAll();
        }
    }
}
