package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFailureTest {
    @Test
    void saysWhyWhereTheJdkSaysOnlyThePath() {
        assertThat(FileFailure.reason(new AccessDeniedException("/secret"))).isEqualTo("permission denied");
        assertThat(FileFailure.reason(new NoSuchFileException("/gone"))).isEqualTo("it does not exist");
        assertThat(FileFailure.reason(new MalformedInputException(1))).isEqualTo("it is not UTF-8 text");
    }

    @Test
    void leavesThePathOut() {
        assertThat(FileFailure.reason(new FileSystemException("/full", null, "No space left on device")))
                .isEqualTo("No space left on device");
    }

    @Test
    void saysWhatIsLeftWhenTheJdkGivesNoReason() {
        assertThat(FileFailure.reason(new IOException("stream closed"))).isEqualTo("stream closed");
        assertThat(FileFailure.reason(new DirectoryNotEmptyException("/full"))).isEqualTo("/full");
    }
}
