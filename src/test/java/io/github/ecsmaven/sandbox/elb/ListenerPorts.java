package io.github.ecsmaven.sandbox.elb;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The real ports of listeners on 127.0.0.1. The system property {@value #PROPERTY}, such as {@code 80=18080}, gives a port that is not ours to open
 * another one; the load balancer's DNS name then ends with the real port of 80, so that a URL made of it leads there.
 */
final class ListenerPorts {
    static final String PROPERTY = "sandbox.elb.ports";

    private ListenerPorts() {}

    static int of(int port) {
        return real().getOrDefault(port, port);
    }

    static String dnsName(String address) {
        Integer http = real().get(80);
        return http == null ? address : address + ":" + http;
    }

    private static Map<Integer, Integer> real() {
        Map<Integer, Integer> real = new LinkedHashMap<>();
        Arrays.stream(System.getProperty(PROPERTY, "").split(","))
                .filter(pair -> pair.contains("="))
                .forEach(pair -> real.put(
                        Integer.valueOf(pair.substring(0, pair.indexOf('='))),
                        Integer.valueOf(pair.substring(pair.indexOf('=') + 1))));
        return real;
    }
}
