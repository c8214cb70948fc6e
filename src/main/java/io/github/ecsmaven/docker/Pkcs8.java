package io.github.ecsmaven.docker;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.spec.InvalidKeySpecException;

/**
 * Puts a private key into the PKCS#8 envelope (RFC 5208), the only form that Java reads:
 * {@code SEQUENCE { INTEGER 0, SEQUENCE { algorithm, parameters }, OCTET STRING key }} in DER.
 */
final class Pkcs8 {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};
    /** {@code 1.2.840.113549.1.1.1} and the NULL that stands for its parameters (RFC 3279, 2.3.1). */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** {@code 1.2.840.10045.2.1}; its parameters are the name of the curve (RFC 5480, 2.1.1). */
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private Pkcs8() {}

    /** An {@code RSAPrivateKey} of PKCS#1 (RFC 8017, A.1.2). */
    static byte[] ofPkcs1(byte[] key) {
        return envelope(RSA, key);
    }

    /** An {@code ECPrivateKey} of SEC1 (RFC 5915), whose element {@code [0]} names the curve. */
    static byte[] ofSec1(byte[] key) throws InvalidKeySpecException {
        return envelope(concatenated(EC, curveOf(key)), key);
    }

    private static byte[] envelope(byte[] algorithm, byte[] key) {
        return tagged(SEQUENCE, concatenated(VERSION, tagged(SEQUENCE, algorithm), tagged(OCTET_STRING, key)));
    }

    private static byte[] curveOf(byte[] sec1) throws InvalidKeySpecException {
        try {
            ByteBuffer key = ByteBuffer.wrap(sec1);
            key.get();
            lengthOf(key);
            while (key.hasRemaining()) {
                int tag = key.get() & 0xFF;
                byte[] content = new byte[lengthOf(key)];
                key.get(content);
                if (tag == PARAMETERS) {
                    return content;
                }
            }
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new InvalidKeySpecException("the EC private key is cut short", e);
        }
        throw new InvalidKeySpecException("the EC private key does not name its curve");
    }

    private static int lengthOf(ByteBuffer der) {
        int first = der.get() & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7F); i++) {
            length = length << 8 | der.get() & 0xFF;
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        int length = content.length;
        if (length >= 0x80) {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
            der.write(0x80 | bytes);
            for (int shift = (bytes - 1) * Byte.SIZE; shift > 0; shift -= Byte.SIZE) {
                der.write(length >>> shift);
            }
        }
        der.write(length);
        der.writeBytes(content);
        return der.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
