package io.github.ecsmaven.sandbox.ecs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fixed address of a service, whose tasks come and go. */
final class ServiceEndpoint {
    private final TcpForwarder forwarder;
    private final int containerPort;
    private final Map<String, InetSocketAddress> targets = new HashMap<>();

    private ServiceEndpoint(TcpForwarder forwarder, int containerPort) {
        this.forwarder = forwarder;
        this.containerPort = containerPort;
    }

    static ServiceEndpoint open(int port, int containerPort) throws IOException {
        return new ServiceEndpoint(TcpForwarder.open(port), containerPort);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + forwarder.port());
    }

    void add(Task task) {
        Optional.ofNullable(task.handle)
                .flatMap(handle -> handle.address(containerPort))
                .ifPresent(address -> {
                    targets.put(task.id, address);
                    forwarder.add(address);
                });
    }

    void remove(Task task) {
        InetSocketAddress address = targets.remove(task.id);
        if (address != null) {
            forwarder.remove(address);
        }
    }

    void close() {
        forwarder.close();
    }
}
