package io.github.ecsmaven.sandbox.elb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpForwarderTest {
    private static final int ROUNDS = 300;
    private static final int FOR_EVER_MILLIS = 10_000;

    @Test
    void aClientThatComesJustBeforeItClosesIsHungUpOn() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            TcpForwarder forwarder = TcpForwarder.tcp(0, List::of);
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), forwarder.port())) {
                forwarder.close();
                assertThat(answer(client)).isEqualTo(-1);
            }
        }
    }

    private static int answer(Socket client) throws IOException {
        client.setSoTimeout(FOR_EVER_MILLIS);
        try {
            return client.getInputStream().read();
        } catch (SocketException hungUp) {
            return -1;
        }
    }
}
