package io.github.ecsmaven.registry;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Asks registries which image a tag is, without pulling it (OCI distribution specification, "Checking if content exists in the registry";
 * "Token Authentication Specification" of CNCF Distribution).
 */
public final class RegistryClient {
    private static final int TIMEOUT = (int) Duration.ofSeconds(10).toMillis();
    private static final String DOCKER_HUB_HOST = "registry-1.docker.io";
    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final Keychain keychain;
    private final Way way;

    /** The way to a registry. */
    @FunctionalInterface
    public interface Way {
        /** A connection over which nothing was sent yet. */
        HttpURLConnection open(URI uri) throws IOException;
    }

    /**
     * Through the proxies of the JVM.
     *
     * @param keychain credentials of registries; one that it has none for is asked without
     */
    public RegistryClient(Keychain keychain) {
        this(keychain, RegistryClient::byJvm);
    }

    /**
     * Through another proxy, but for registries on the loopback.
     *
     * @param keychain credentials of registries; one that it has none for is asked without
     * @param way opens connections
     */
    public RegistryClient(Keychain keychain, Way way) {
        this.keychain = keychain;
        this.way = way;
    }

    /**
     * The digest of the manifest or index that a tag points to, or empty when there is no such image.
     *
     * @throws ActionableException when the registry does not answer, or refuses
     */
    public Optional<Digest> digestOf(ImageReference image) {
        try {
            Answer first = head(image, Optional.empty());
            return first.status == HttpURLConnection.HTTP_UNAUTHORIZED
                    ? digest(image, head(image, authorization(image, first.challenge)))
                    : digest(image, first);
        } catch (IOException e) {
            throw new ActionableException(
                    "The registry " + image.registry() + " does not answer: " + e.getMessage() + ".",
                    "Try again, or use a Docker Engine, which may know a way through a proxy or a mirror.",
                    e);
        }
    }

    private static Optional<Digest> digest(ImageReference image, Answer answer) {
        if (answer.status == HttpURLConnection.HTTP_NOT_FOUND) {
            return Optional.empty();
        }
        if (answer.status != HttpURLConnection.HTTP_OK || answer.digest.isEmpty()) {
            throw new ActionableException(
                    "The registry " + image.registry() + " does not tell which image " + image + " is: HTTP "
                            + answer.status + ".",
                    "Log in to it (docker login " + image.registry()
                            + "), or add a <server> with its host as <id> to settings.xml.");
        }
        return answer.digest.map(Digest::new);
    }

    private record Answer(int status, Optional<String> digest, String challenge) {}

    private Answer head(ImageReference image, Optional<String> authorization) throws IOException {
        String version = image.tag().map(Object::toString).orElse("latest");
        HttpURLConnection connection = open(
                URI.create(baseOf(image.registry()) + "/v2/" + image.path() + "/manifests/" + version), authorization);
        try {
            connection.setRequestMethod("HEAD");
            connection.setRequestProperty("Accept", MANIFESTS);
            return new Answer(
                    connection.getResponseCode(),
                    Optional.ofNullable(connection.getHeaderField("Docker-Content-Digest"))
                            .filter(Digest::isDigest),
                    Optional.ofNullable(connection.getHeaderField("WWW-Authenticate"))
                            .orElse(""));
        } finally {
            connection.disconnect();
        }
    }

    /** Docker takes registries on the loopback as insecure ("Test an insecure registry"). */
    private static String baseOf(String registry) {
        if (registry.equals(ImageReference.DOCKER_HUB)) {
            return "https://" + DOCKER_HUB_HOST;
        }
        return (isLoopback(registry) ? "http://" : "https://") + registry;
    }

    private static boolean isLoopback(String registry) {
        return registry.startsWith("127.") || registry.matches("localhost(:\\d+)?");
    }

    private Optional<String> authorization(ImageReference image, String text) throws IOException {
        Optional<RegistryCredentials> credentials = keychain.credentialsFor(image.registry());
        Challenge challenge = Challenge.parse(text);
        if (challenge.isBasic()) {
            return credentials.map(RegistryClient::basic);
        }
        URI realm = challenge.realmFor("repository:" + image.path() + ":pull", isLoopback(image.registry()));
        HttpURLConnection connection = open(
                realm, credentials.filter(given -> !given.isIdentityToken()).map(RegistryClient::basic));
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK
                    ? Optional.of("Bearer " + Challenge.token(connection.getInputStream()))
                    : Optional.empty();
        } finally {
            connection.disconnect();
        }
    }

    private static String basic(RegistryCredentials credentials) {
        String pair = credentials.username() + ":" + credentials.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpURLConnection byJvm(URI uri) throws IOException {
        return (HttpURLConnection) uri.toURL().openConnection();
    }

    private HttpURLConnection open(URI uri, Optional<String> authorization) throws IOException {
        HttpURLConnection connection = isLoopback(uri.getAuthority()) ? byJvm(uri) : way.open(uri);
        // Where it leads to is not to get the credentials.
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(TIMEOUT);
        connection.setReadTimeout(TIMEOUT);
        // A connection that is kept alive has a thread that outlives the goal.
        connection.setRequestProperty("Connection", "close");
        authorization.ifPresent(value -> connection.setRequestProperty("Authorization", value));
        return connection;
    }
}
