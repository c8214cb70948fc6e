package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.Encryption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code <encryption>}. */
public final class EncryptionParameters {
    private @Nullable String type;
    private @Nullable String kmsKey;

    Encryption toEncryption() {
        if (type == null) {
            throw new ActionableException(
                    "<encryption> has no <type>.", "Set <encryption><type> to AES256, KMS or KMS_DSSE.");
        }
        return Encryption.parse(type, Optional.ofNullable(kmsKey));
    }
}
