package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.sandbox.elb.TcpForwarder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The fixed address of a service, whose tasks come and go. */
final class ServiceEndpoint {
    private final TcpForwarder forwarder;
    private final int containerPort;
    private final Map<String, InetSocketAddress> targets = new ConcurrentHashMap<>();

    private ServiceEndpoint(int port, int containerPort) throws IOException {
        this.forwarder = TcpForwarder.http(port, () -> List.copyOf(targets.values()));
        this.containerPort = containerPort;
    }

    static ServiceEndpoint open(int port, int containerPort) throws IOException {
        return new ServiceEndpoint(port, containerPort);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + forwarder.port());
    }

    void add(Task task) {
        Optional.ofNullable(task.handle)
                .flatMap(handle -> handle.address(containerPort))
                .ifPresent(address -> targets.put(task.id, address));
    }

    void remove(Task task) {
        targets.remove(task.id);
    }

    void close() {
        forwarder.close();
    }
}
