package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.context.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildKitSymptomTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            RUN --mount=type=cache,target=/root/.m2 mvn package | RUN --mount=type=cache,target=/root/.m2 | the --mount option requires BuildKit. Refer to https://docs.docker.com/
            run --network=none make                             | RUN --network=none                      | Unknown flag: network
            COPY --from=build --link a b                        | COPY --link                             | dockerfile parse error line 3: Unknown flag: link
            COPY --chmod=755 a b                                | COPY --chmod=755                        | the --chmod option requires BuildKit.
            ADD --checksum=sha256:00 https://x/ /x              | ADD --checksum=sha256:00                | Unknown flag: checksum
            RUN cat <<HELLO > /x                                | RUN <<                                  | dockerfile parse error line 4: unknown instruction: HELLO
            COPY <<-"HELLO" /x                                  | COPY <<                                 | dockerfile parse error line 4: unknown instruction: HELLO
            FROM --platform=$BUILDPLATFORM busybox AS build     | FROM --platform=$BUILDPLATFORM          | failed to parse platform : "" is an invalid component
            """)
    void namesTheLineBehindTheError(String line, String need, String error) throws IOException {
        assertThat(behind(error, "# a comment\nFROM scratch\n" + line + "\nHELLO\n"))
                .contains(need + " (line 3)");
    }

    @Test
    void leavesATypingErrorWhatItIs() throws IOException {
        assertThat(behind(
                        "dockerfile parse error line 2: unknown instruction: CPOY",
                        "FROM scratch\nCPOY a b\nRUN <<E\nE\n"))
                .isEmpty();
    }

    @Test
    void hasNothingToDoWithOtherErrors() throws IOException {
        assertThat(behind("COPY failed: file not found", "FROM scratch\nRUN --mount=type=cache x\n"))
                .isEmpty();
    }

    @Test
    void repeatsTheEngineWhereNoLineIsFound() throws IOException {
        assertThat(behind("this requires BuildKit", "FROM scratch\n")).contains("this requires BuildKit");
    }

    private Optional<String> behind(String error, String text) throws IOException {
        return BuildKitSymptom.behind(error, Dockerfile.read(Files.writeString(directory.resolve("Dockerfile"), text)));
    }
}
