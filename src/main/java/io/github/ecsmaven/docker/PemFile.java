package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.FileFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates or a private key in PEM (RFC 7468): PKCS#8, and the older PKCS#1 (RSA) and SEC1 (EC) that OpenSSL writes. */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private final Path file;
    private final List<Block> blocks;

    private PemFile(Path file, List<Block> blocks) {
        this.file = file;
        this.blocks = blocks;
    }

    static PemFile read(Path file) {
        try {
            List<Block> blocks = new ArrayList<>();
            Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                blocks.add(new Block(matcher.group(1), matcher.group(2)));
            }
            return new PemFile(file, blocks);
        } catch (IOException e) {
            throw new ActionableException(
                    "The TLS file " + file + " cannot be read: " + FileFailure.reason(e) + ".",
                    "Make the file readable for the user who runs Maven.",
                    e);
        }
    }

    List<X509Certificate> certificates() throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytesOf(block))));
            }
        }
        if (certificates.isEmpty()) {
            throw unusable("holds no certificate (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    PrivateKey privateKey() throws GeneralSecurityException {
        for (Block block : blocks) {
            if (block.isEncrypted()) {
                throw unusable("holds a private key that is protected by a passphrase");
            }
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return ofPkcs8(bytesOf(block));
                }
                case "RSA PRIVATE KEY" -> {
                    return ofPkcs8(Pkcs8.ofPkcs1(bytesOf(block)));
                }
                case "EC PRIVATE KEY" -> {
                    return ofPkcs8(Pkcs8.ofSec1(bytesOf(block)));
                }
                default -> {} // OpenSSL writes -----BEGIN EC PARAMETERS----- in front of the key
            }
        }
        throw unusable("holds no private key (-----BEGIN PRIVATE KEY-----)");
    }

    private PrivateKey ofPkcs8(byte[] encoded) throws GeneralSecurityException {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException notOfThisAlgorithm) {
                continue;
            }
        }
        throw unusable(
                "holds a private key that is none of " + String.join(", ", KEY_ALGORITHMS) + ", or a damaged one");
    }

    private byte[] bytesOf(Block block) {
        try {
            return Base64.getMimeDecoder().decode(block.body());
        } catch (IllegalArgumentException e) {
            throw unusable("is damaged: its " + block.label() + " is not Base64");
        }
    }

    private ActionableException unusable(String what) {
        return new ActionableException(
                "The TLS file " + file + " " + what + ".",
                "Put an unencrypted PEM file there (openssl pkey -in key.pem -out key.pem takes a passphrase away), or name another"
                        + " directory with DOCKER_CERT_PATH.");
    }

    private record Block(String label, String body) {
        /** PKCS#8 says it in the label, OpenSSL's older form in a header (RFC 1421). */
        boolean isEncrypted() {
            return label.equals("ENCRYPTED PRIVATE KEY") || body.contains("Proc-Type: 4,ENCRYPTED");
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
