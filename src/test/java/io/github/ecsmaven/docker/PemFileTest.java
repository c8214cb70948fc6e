package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "client-rsa-pkcs8.pem, client-rsa-cert.pem, SHA256withRSA",
        "client-rsa-pkcs1.pem, client-rsa-cert.pem, SHA256withRSA",
        "client-ec-pkcs8.pem,  client-ec-cert.pem,  SHA256withECDSA",
        "client-ec-sec1.pem,   client-ec-cert.pem,  SHA256withECDSA",
    })
    void readsTheKeyThatBelongsToTheCertificate(String key, String certificate, String algorithm) throws Exception {
        PublicKey publicKey =
                TlsFixtures.file(certificate).certificates().get(0).getPublicKey();

        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(TlsFixtures.file(key).privateKey());
        signature.update(key.getBytes());
        byte[] signed = signature.sign();

        signature.initVerify(publicKey);
        signature.update(key.getBytes());
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void readsAnEdwardsCurveKey() throws GeneralSecurityException {
        assertThat(TlsFixtures.file("client-ed25519.pem").privateKey().getAlgorithm())
                .isEqualTo("EdDSA");
    }

    @Test
    void readsACertificateWithThoseThatSignedIt() throws Exception {
        Path chain = Files.writeString(
                directory.resolve("cert.pem"),
                Files.readString(TlsFixtures.path("client-ec-cert.pem"))
                        + "Subject: the CA\n"
                        + Files.readString(TlsFixtures.path("ca.pem")));

        assertThat(PemFile.read(chain).certificates())
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=client", "CN=ecs-maven-plugin test CA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-ec-encrypted.pem", "client-rsa-encrypted.pem"})
    void saysThatAPassphraseIsInTheWay(String name) {
        assertThatThrownBy(() -> TlsFixtures.file(name).privateKey())
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(name, "passphrase", "openssl pkey");
    }

    @Test
    void saysWhatIsNotInTheFile() {
        assertThatThrownBy(() -> TlsFixtures.file("ca.pem").privateKey())
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("no private key");
        assertThatThrownBy(() -> TlsFixtures.file("client-ec-sec1.pem").certificates())
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("no certificate");
    }

    @Test
    void saysThatAKeyIsDamagedWithoutShowingIt() throws IOException {
        Path key = Files.writeString(
                directory.resolve("key.pem"),
                Files.readString(TlsFixtures.path("client-ec-sec1.pem")).replaceAll("\nM\\w{9}", "\nMHcBBBBB"));

        assertThatThrownBy(() -> PemFile.read(key).privateKey())
                .isInstanceOfAny(ActionableException.class, GeneralSecurityException.class)
                .hasMessageNotContaining("MHcB");
    }
}
