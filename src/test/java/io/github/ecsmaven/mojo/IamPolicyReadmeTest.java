package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ReadmeSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README shows what the goal prints for the README's own POM. {@code mvn test -Dtest='*ReadmeTest' -Dreadme.update} writes it. */
class IamPolicyReadmeTest {
    private static final Pattern CONFIGURATION = Pattern.compile("(?s)<configuration>\n(?<xml>.*?)</configuration>");

    @Test
    void showsThePolicyOfThePushOfItsOwnPom(@TempDir Path module) throws Exception {
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\n");
        Matcher configuration = CONFIGURATION.matcher(ReadmeSection.text("pom"));
        assertThat(configuration.find()).isTrue();
        IamPolicyMojo goal = new ConfiguredGoal(module)
                .withXml(configuration.group("xml"))
                .with("ecs.region", "eu-west-1")
                .with("ecs.repository", "orders")
                .with("ecs.iamPolicyAccount", "123456789012")
                .with("ecs.iamPolicyStage", "push")
                .fill(IamPolicyMojo.class);
        RecordingLog log = new RecordingLog(new Terminal());
        goal.setLog(log);
        goal.execute();

        String policy = log.text()
                .replace(module + "/", "")
                .replace(" of shop ", " of orders ")
                .replaceFirst("(?s)\n\\[INFO] Beside it.*", "\n");
        ReadmeSection.assertReads("iam-policy", "```\n" + policy + "```\n");
    }
}
