package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates in a directory, under the names that the docker command line gives them: {@code ca.pem} is whom to trust (without
 * it: whom Java trusts), {@code cert.pem} with {@code key.pem} is who we are (without them: nobody).
 */
final class TlsMaterial {
    private static final char[] NO_PASSWORD = new char[0];

    private final Path directory;

    private TlsMaterial(Path directory) {
        this.directory = directory;
    }

    /** @throws ActionableException when a file is missing its counterpart or cannot be understood; it names the file */
    static SSLContext in(Path directory) {
        return new TlsMaterial(directory).context();
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ActionableException(
                    "The TLS certificates in " + directory + " cannot be used: " + e.getMessage() + ".",
                    "Put matching ca.pem, cert.pem and key.pem there (DOCKER_CERT_PATH names another directory).",
                    e);
        }
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        Optional<PemFile> certificate = file("cert.pem");
        Optional<PemFile> key = file("key.pem");
        if (certificate.isEmpty() && key.isEmpty()) {
            return new KeyManager[0];
        }
        PrivateKey privateKey =
                key.orElseThrow(() -> missing("key.pem", "cert.pem")).privateKey();
        List<X509Certificate> chain =
                certificate.orElseThrow(() -> missing("cert.pem", "key.pem")).certificates();
        KeyStore store = emptyStore();
        store.setKeyEntry("client", privateKey, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        Optional<PemFile> authority = file("ca.pem");
        if (authority.isEmpty()) {
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        KeyStore store = emptyStore();
        for (X509Certificate certificate : authority.get().certificates()) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        factory.init(store);
        return factory.getTrustManagers();
    }

    private Optional<PemFile> file(String name) {
        Path file = directory.resolve(name);
        return Files.exists(file) ? Optional.of(PemFile.read(file)) : Optional.empty();
    }

    private ActionableException missing(String name, String counterpart) {
        return new ActionableException(
                "TLS needs " + directory.resolve(name) + ", which does not exist although " + counterpart + " does.",
                "Put both files there, or name another directory with DOCKER_CERT_PATH.");
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
