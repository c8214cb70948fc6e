package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddTest {
    @TempDir
    private Path temporary;

    private Optional<Integer> lineOf(String dockerfile) throws IOException {
        Path file = Files.writeString(temporary.resolve("Dockerfile"), dockerfile);
        return Dockerfile.read(file)
                .remoteAdd(Map.of("GIVEN", "https://example.com/a", "LOCAL", "target/a.jar"))
                .map(Instruction::line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM a\nADD https://example.com/a.tgz /a",
                "FROM a\nADD --chown=1:1 HTTP://example.com/a /a",
                "FROM a\nADD [\"x\", \"https://example.com/a\", \"/a\"]",
                "FROM a\nADD git@github.com:moby/buildkit.git /a",
                "FROM a\nADD $GIVEN /a",
                "ARG U=https://example.com\nFROM a\nARG U\nENV V=${U}/x\nADD ${V} /a",
                "FROM a\nENV V https://example.com/x\nADD $V /a",
                "FROM a\nARG U\nADD ${U:-https://example.com/a} /a",
                "FROM a\nADD ci@git.example.com:shop.git /a",
                "FROM a\nADD $OF_THE_BASE /a",
                "FROM a\nARG SCHEME=https\nADD ${SCHEME}://example.com/a /a",
                "FROM a\nARG A=ht\nARG B=tps\nADD [\"${A}${B}://example.com/a\", \"/a\"]",
                "FROM a\nADD --checksum= https://example.com/a /a",
                "FROM a\nARG SUM\nADD --checksum=$SUM https://example.com/a /a",
                "FROM scratch\nARG SUM\nADD --checksum=$SUM https://example.com/a /a",
                "FROM a\nENV A=https B=$A\nFROM b\nADD $A://example.com/a /a"
            })
    void isFound(String dockerfile) throws IOException {
        int line = (int) dockerfile.lines().count();

        assertThat(lineOf(dockerfile)).contains(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM a\nADD target/a.jar /a",
                "FROM a\nADD --checksum=sha256:00 https://example.com/a /a",
                "FROM a\nCOPY $OF_THE_BASE /a",
                "FROM a\nARG LOCAL\nADD ${LOCAL} /a",
                "FROM a\nARG JAR=target/a.jar\nADD ${JAR:-b} /a",
                "FROM a\nADD app-$TARGETARCH /a",
                "FROM a\nARG TARGETARCH\nENV JAR=app-$TARGETARCH.jar\nADD $JAR /a",
                "FROM a\nARG SUM=sha256:00\nADD --checksum=$SUM https://example.com/a /a",
                "FROM a\nENV DIR /some where\nADD $DIR/a.jar /a",
                "FROM a\nADD <<EOF /a\nhttps://example.com\nEOF\n",
                "FROM a\nRUN curl https://example.com/a"
            })
    void isNotSeenWhereThereIsNone(String dockerfile) throws IOException {
        assertThat(lineOf(dockerfile)).isEmpty();
    }
}
