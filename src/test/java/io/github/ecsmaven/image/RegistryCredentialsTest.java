package io.github.ecsmaven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryCredentialsTest {
    @Test
    void hideTheirSecret() {
        assertThat(new RegistryCredentials("AWS", "hunter2").toString())
                .contains("AWS")
                .doesNotContain("hunter2");
    }

    @Test
    void comeFromTheFirstKeychainThatHasSome() {
        Keychain none = Keychain.empty();
        Keychain first = registry -> Optional.of(new RegistryCredentials("first", registry));
        Keychain second = registry -> {
            throw new AssertionError("asked although the first had them");
        };

        assertThat(Keychain.firstOf(List.of(none, first, second)).credentialsFor("ghcr.io"))
                .contains(new RegistryCredentials("first", "ghcr.io"));
    }
}
