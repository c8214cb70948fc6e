package io.github.ecsmaven.buildkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Gives gRPC connections that we dialled, whatever address it has in mind. */
final class DialingSockets extends SocketFactory {
    /** Opens a connection over which HTTP/2 is spoken next. */
    @FunctionalInterface
    interface Dial {
        Socket open() throws IOException;
    }

    private final Dial dial;

    DialingSockets(Dial dial) {
        this.dial = dial;
    }

    @Override
    public Socket createSocket() throws IOException {
        return dial.open();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return dial.open();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return dial.open();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return dial.open();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) throws IOException {
        return dial.open();
    }
}
