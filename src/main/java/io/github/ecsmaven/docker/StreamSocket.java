package io.github.ecsmaven.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** A connected socket over two streams. Options of TCP are taken and do nothing, as Unix sockets, named pipes and tunnels have none. */
public final class StreamSocket extends Socket {
    private final InputStream in;
    private final OutputStream out;
    private final Closeable end;
    private volatile boolean closed;

    /**
     * @param end closes both streams; it is called once
     */
    public StreamSocket(InputStream in, OutputStream out, Closeable end) {
        this.in = in;
        this.out = out;
        this.end = end;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setSoLinger(boolean on, int linger) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return new InetSocketAddress(getInetAddress(), 1);
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return getLocalSocketAddress();
    }

    @Override
    public void shutdownInput() {}

    @Override
    public void shutdownOutput() throws IOException {
        out.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            end.close();
        }
    }
}
