package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.BuildSecret;
import io.github.ecsmaven.image.BuildStep.Outcome;
import io.github.ecsmaven.image.ImageReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code RUN --mount} gives to a step, in the engine that runs on this machine. */
class MountsEngineTest extends EngineFixture {
    @Test
    void givesASecretToTheStepAndLeavesItNowhere(@TempDir Path elsewhere) throws IOException {
        String value = "hush-" + UUID.randomUUID();
        Path file = Files.writeString(elsewhere.resolve("token"), value);
        ImageReference name = engine.name();

        build(request(
                        """
                        RUN --mount=type=secret,id=text --mount=type=secret,id=file,target=/token \
                            test "$(cat /run/secrets/text)" = "$(cat /token)" && echo ${#TOKEN} && cat /token | grep -c hush-
                        """)
                .secret(BuildSecret.ofText("text", value))
                .secret(BuildSecret.ofFile("file", file))
                .tag(name));

        assertThat(heard.lines()).contains("1").noneMatch(line -> line.contains(value));
        assertThatNothingIn(name, value);
        assertThat(context).isDirectoryNotContaining(path -> !path.endsWith("Dockerfile"));
    }

    private static void assertThatNothingIn(ImageReference name, String secret) throws IOException {
        int entries = 0;
        try (InputStream saved = engine.client().saveImageCmd(name.toString()).exec();
                TarArchiveInputStream tar = new TarArchiveInputStream(saved)) {
            while (tar.getNextEntry() != null) {
                assertThat(text(tar.readAllBytes())).doesNotContain(secret);
                entries++;
            }
        }
        assertThat(entries)
                .as("layers, configuration with its history, and the list of them")
                .isGreaterThan(2);
    }

    private static String text(byte[] bytes) throws IOException {
        boolean zipped = bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
        byte[] plain = zipped ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes;
        return new String(plain, StandardCharsets.ISO_8859_1);
    }

    @Test
    void givesASecretAsAVariableOrSaysThatTheFrontendIsTooOld() {
        String step = "RUN --mount=type=secret,id=tok,env=TOK test \"$TOK\" = hush-hush && echo given\n";
        BuildRequest request = request(step).secret(BuildSecret.ofText("tok", "hush-hush"));

        if (knowsSecretsAsVariables()) {
            build(request);
            assertThat(heard.lines()).contains("given");
        } else {
            assertThatThrownBy(() -> build(request))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContainingAll(
                            ">   2 | RUN --mount=type=secret,id=tok,env=TOK",
                            "env= is newer than the Dockerfile frontend",
                            "# syntax=docker/dockerfile:1")
                    .hasMessageNotContaining("hush-hush\n");
        }
    }

    /** Dockerfile 1.10, which came with Docker Engine 27.3. */
    private static boolean knowsSecretsAsVariables() {
        return Integer.parseInt(engine.engine().info().version().replaceFirst("\\..*$", "")) >= 28;
    }

    @Test
    void namesTheSecretThatIsMissing() {
        assertThatThrownBy(() -> build(request("RUN --mount=type=secret,id=npm,required=true true\n")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(
                        "secret npm: not found",
                        ">   2 | RUN --mount=type=secret,id=npm,required=true true",
                        "<buildSecrets><secret><id>npm</id>");
    }

    @Test
    void goesOnWithoutASecretThatNeedNotBeThere() {
        build(request("RUN --mount=type=secret,id=npm test ! -e /run/secrets/npm && echo went on\n"));

        assertThat(heard.lines()).contains("went on");
    }

    @Test
    void namesTheSecretThatAFailedStepWentOnWithout() {
        assertThatThrownBy(() -> build(request("RUN --mount=type=secret,id=npm cat /run/secrets/npm\n")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("can't open '/run/secrets/npm'", "<buildSecrets><secret><id>npm</id>");
    }

    @Test
    void saysWhichFileOfASecretIsGone() {
        BuildRequest request = request("RUN --mount=type=secret,id=npm,required=true true\n")
                .secret(BuildSecret.ofFile("npm", context.resolve("gone")));

        assertThatThrownBy(() -> build(request))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(context.resolve("gone").toString(), "'npm'", "<buildSecrets>");
    }

    @Test
    void keepsACacheFromBuildToBuild() {
        String mount = "RUN --mount=type=cache,target=/cache,id=" + UUID.randomUUID();
        build(BuildRequest.of(context, "FROM " + engine.base() + "\n" + mount + " echo kept >/cache/it\n"));

        build(BuildRequest.of(context, "FROM " + engine.base() + "\n" + mount + " cat /cache/it\n"));

        assertThat(heard.lines()).contains("kept");
    }

    @Test
    void letsAStepTalkToTheSshAgent(@TempDir Path elsewhere) throws Exception {
        // busybox's logger speaks to a stream socket at /dev/log where it finds one: the smallest client there is.
        try (TestAgent agent = TestAgent.start(elsewhere.resolve("agent"), said -> "")) {
            build(request("RUN --mount=type=ssh,target=/dev/log,mode=0666 logger hello agent && sleep 1\n")
                    .agent(agent.socket()));

            assertThat(agent.heard()).contains("hello agent");
        }
    }

    @Test
    void saysAtOnceThatTheSshAgentIsDead(@TempDir Path elsewhere) throws Exception {
        Path socket = elsewhere.resolve("agent");
        TestAgent.start(socket, said -> "").close();

        assertThatThrownBy(() -> build(request("RUN --mount=type=ssh true\n").agent(socket)))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("The SSH agent at " + socket, "does not answer", "ssh-agent");
        assertThat(heard.lines()).isEmpty();
    }

    @Test
    void saysThatAStepNeedsAnSshAgent() {
        assertThatThrownBy(() -> build(request("RUN --mount=type=ssh,required=true true\n")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(">   2 | RUN --mount=type=ssh,required=true true", "<ssh>default</ssh>");
    }

    @Test
    void tellsCachedStepsFromThoseThatRan() {
        String step = "RUN echo " + UUID.randomUUID();
        BuildRequest request = BuildRequest.of(context, "FROM " + engine.base() + "\n" + step + "\n");
        build(request);
        assertThat(heard.outcomeOf(step)).isEqualTo(Outcome.DONE);

        HeardBuild again = new HeardBuild();
        engine.builder(buildKit).build(request.build(), again);

        assertThat(again.outcomeOf(step)).isEqualTo(Outcome.CACHED);
    }
}
