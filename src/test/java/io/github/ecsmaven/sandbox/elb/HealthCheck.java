package io.github.ecsmaven.sandbox.elb;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a load balancer finds out whether a target serves.
 *
 * @param protocol HTTP or TCP; HTTPS is never carried out
 * @param path of HTTP and HTTPS, else empty
 * @param intervalSeconds between two checks of a target
 * @param healthyThreshold checks in a row that an unhealthy target must pass; a new one needs one
 * @param unhealthyThreshold checks in a row that a target must miss to be unhealthy
 * @param codes HTTP status codes of success, such as {@code 200}, {@code 200,202} or {@code 200-399}; empty for TCP
 */
public record HealthCheck(
        String protocol,
        String path,
        int intervalSeconds,
        int timeoutSeconds,
        int healthyThreshold,
        int unhealthyThreshold,
        String codes) {
    private static final int HANG_UP_MILLIS = 200;

    /** Between two checks of a target. */
    public Duration interval() {
        return Duration.ofSeconds(intervalSeconds);
    }

    /** How long a target goes on missing its checks until it is unhealthy. */
    public Duration patience() {
        return interval().multipliedBy(unhealthyThreshold);
    }

    /**
     * Checks a target once, for as long as the timeout allows.
     *
     * @return why it did not pass; empty when it did
     */
    public Optional<MissedCheck> check(InetSocketAddress target) {
        try {
            if (protocol.equals("TCP")) {
                return accepts(target) ? Optional.empty() : Optional.of(MissedCheck.failed());
            }
            int code = get(target);
            return isSuccess(code) ? Optional.empty() : Optional.of(MissedCheck.withCode(code));
        } catch (SocketTimeoutException e) {
            return Optional.of(MissedCheck.withoutAnswer());
        } catch (IOException e) {
            return Optional.of(MissedCheck.failed());
        }
    }

    private boolean accepts(InetSocketAddress target) throws IOException {
        try (Socket socket = new Socket()) {
            connect(socket, target);
            // Docker's proxy of a published port accepts for a container that does not, and hangs up at once.
            socket.setSoTimeout(HANG_UP_MILLIS);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException waitsForUs) {
            return true;
        }
    }

    private void connect(Socket socket, InetSocketAddress target) throws IOException {
        try {
            socket.connect(target, timeoutSeconds * 1000);
        } catch (SocketTimeoutException nobodyAnswers) {
            throw new IOException(nobodyAnswers);
        }
    }

    private int get(InetSocketAddress target) throws IOException {
        URI uri = URI.create("http://" + target.getHostString() + ":" + target.getPort() + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout(timeoutSeconds * 1000);
            connection.setReadTimeout(timeoutSeconds * 1000);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("User-Agent", "ELB-HealthChecker/2.0");
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private boolean isSuccess(int code) {
        for (String part : codes.split(",")) {
            String[] bounds = part.split("-");
            if (code >= Integer.parseInt(bounds[0]) && code <= Integer.parseInt(bounds[bounds.length - 1])) {
                return true;
            }
        }
        return false;
    }
}
