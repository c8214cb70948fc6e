package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;

/** SLF4J settles a logger's level once for a JVM, so each case is a JVM of its own. */
class AwsLogsTest {
    private static final String SESSION_TOKEN = "user+Session/token==";
    private static final List<String> SECRETS = List.of(
            AwsStandIn.ECR_TOKEN,
            new String(Base64.getDecoder().decode(AwsStandIn.ECR_TOKEN), StandardCharsets.UTF_8),
            AwsStandIn.ROLE_SECRET,
            AwsStandIn.ROLE_SESSION_TOKEN,
            SESSION_TOKEN,
            "user-secret-key");

    @Test
    void keepsEverySecretOutOfTheLogAtTheFinestLevel() throws Exception {
        String log = logOf("silence");
        assertThat(log).contains("done");
        assertThat(SECRETS.stream().flatMap(AwsLogsTest::forms)).noneMatch(log::contains);
    }

    @Test
    void isNeededBecauseTheSdkLogsSecrets() throws Exception {
        String log = logOf("talk");
        assertThat(log).contains("done");
        assertThat(SECRETS.stream().flatMap(AwsLogsTest::forms)).anyMatch(log::contains);
    }

    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    private static String logOf(String mode) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-Daws.accessKeyId=AKIAUSER",
                "-Daws.secretAccessKey=user-secret-key",
                "-Daws.sessionToken=" + SESSION_TOKEN,
                Talk.class.getName(),
                mode));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return log;
    }

    /** Does with a session what a deployment does: assumes a role, says who it is, gets ECR's token. */
    static final class Talk {
        private Talk() {}

        public static void main(String[] args) throws IOException {
            if (args[0].equals("silence")) {
                AwsLogs.silence();
            }
            try (AwsStandIn aws = new AwsStandIn();
                    AwsSession session = new AwsSession(new AwsSettings(
                            Optional.of("eu-west-1"),
                            Optional.empty(),
                            Optional.of("arn:aws:iam::123456789012:role/deployer"),
                            Optional.of(aws.uri()),
                            Optional.empty()))) {
                session.identity();
                session.client(EcrClient.builder()).getAuthorizationToken();
                System.out.println("done");
            }
        }
    }
}
