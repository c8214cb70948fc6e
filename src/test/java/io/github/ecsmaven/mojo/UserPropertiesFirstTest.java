package io.github.ecsmaven.mojo;

import static org.apache.maven.api.plugin.testing.MojoExtension.getVariableValueFromObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.ecsmaven.ecr.Encryption;
import io.github.ecsmaven.image.Tag;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Decs.*} against the POM, in goals that Maven itself fills. */
class UserPropertiesFirstTest {
    @TempDir
    private Path module;

    private ConfiguredGoal goal(String xml) {
        return new ConfiguredGoal(module).withXml(xml);
    }

    @Test
    void withoutPropertiesThePomHolds() {
        DeployMojo deploy =
                goal("<cluster>prod</cluster><service>shop</service>").fill(DeployMojo.class);

        assertThat(deploy.targets()).extracting(DeploymentTarget::name).containsExactly("prod/shop");
        assertThat(deploy.moduleImage().contextDirectory()).isEqualTo(module);
        assertThat(deploy.moduleImage().tags()).containsExactly(new Tag("1.0.0"));
    }

    @Test
    void aValueOfTheCommandLineBeatsThePomsAndLeavesOthersAlone() {
        DeployMojo deploy = goal("<cluster>prod</cluster><service>shop</service>")
                .with("ecs.service", "shop-canary")
                .fill(DeployMojo.class);

        assertThat(deploy.targets()).extracting(DeploymentTarget::name).containsExactly("prod/shop-canary");
    }

    @Test
    void aValueThatThePomDoesNotNameIsTakenToo() throws Exception {
        DeployMojo deploy = goal("").with("ecs.cluster", "prod")
                .with("ecs.service", "shop")
                .with("ecs.desiredCount", "3")
                .with("ecs.forceNewDeployment", "true")
                .fill(DeployMojo.class);

        assertThat(deploy.targets()).extracting(DeploymentTarget::name).containsExactly("prod/shop");
        assertThat(this.<Integer>value(deploy, "desiredCount")).isEqualTo(3);
        assertThat(this.<Boolean>value(deploy, "forceNewDeployment")).isTrue();
    }

    @Test
    void itAlsoBeatsAnExecutionsOwnConfiguration() {
        DeployMojo deploy = goal("<cluster>prod</cluster>")
                .withXmlOfExecution("<service>shop</service>")
                .with("ecs.service", "shop-canary")
                .fill(DeployMojo.class);

        assertThat(deploy.targets()).extracting(DeploymentTarget::name).containsExactly("prod/shop-canary");
    }

    @Test
    void aRelativeFileBeginsAtTheModule() {
        BuildMojo build = goal("<dockerfile>Dockerfile</dockerfile>")
                .with("ecs.dockerfile", "docker/Other")
                .fill(BuildMojo.class);

        assertThat(build.moduleImage().dockerfile()).isEqualTo(module.resolve("docker/Other"));
    }

    @Test
    void aListIsReplacedAsAWhole() {
        BuildMojo build = goal("<tags><tag>1.0</tag><tag>stable</tag><tag>old</tag></tags>")
                .with("ecs.tags", "2.0, canary")
                .fill(BuildMojo.class);

        assertThat(build.moduleImage().tags()).containsExactly(new Tag("2.0"), new Tag("canary"));
    }

    @Test
    void aListThatThePomDoesNotNameIsTakenToo() {
        BuildMojo build = goal("").with("ecs.tags", "2.0,canary").fill(BuildMojo.class);

        assertThat(build.moduleImage().tags()).containsExactly(new Tag("2.0"), new Tag("canary"));
    }

    @Test
    void anEntryOfAMapIsReplacedOrAddedAndTheOthersStay() throws Exception {
        DeployMojo deploy = goal("<environment><LOG_LEVEL>info</LOG_LEVEL><COLOR>red</COLOR></environment>")
                .with("ecs.environment.LOG_LEVEL", "debug")
                .with("ecs.environment.REGION", "eu")
                .with("ecs.environment.NOTHING", "")
                .fill(DeployMojo.class);

        assertThat(environment(deploy))
                .containsOnly(
                        entry("LOG_LEVEL", "debug"),
                        entry("COLOR", "red"),
                        entry("REGION", "eu"),
                        entry("NOTHING", ""));
    }

    @Test
    void anEntryMakesAMapThatThePomDoesNotHave() throws Exception {
        DeployMojo deploy = goal("").with("ecs.environment.LOG_LEVEL", "debug").fill(DeployMojo.class);

        assertThat(environment(deploy)).containsOnly(entry("LOG_LEVEL", "debug"));
    }

    @Test
    void aKeyMayHaveDots() {
        BuildMojo build = goal("<labels><com.acme.team>orders</com.acme.team></labels>")
                .with("ecs.labels.com.acme.team", "payments")
                .fill(BuildMojo.class);

        assertThat(build.moduleImage().givenLabels()).containsOnly(entry("com.acme.team", "payments"));
    }

    @Test
    void buildArgumentsHaveTheNameThatTheDockerCommandLineGivesThem() {
        BuildMojo build = goal("<buildArgs><JDK>17</JDK><OS>alpine</OS></buildArgs>")
                .with("ecs.buildArg.JDK", "21")
                .fill(BuildMojo.class);
        BuildMojo without = goal("").with("ecs.buildArg.JDK", "21").fill(BuildMojo.class);

        assertThat(build.moduleImage().buildArgs()).containsOnly(entry("JDK", "21"), entry("OS", "alpine"));
        assertThat(without.moduleImage().buildArgs()).containsOnly(entry("JDK", "21"));
    }

    @Test
    void anElementOfAGroupIsReplacedAndTheOthersStay() throws Exception {
        PushMojo push = goal("<encryption><type>KMS_DSSE</type><kmsKey>alias/shop</kmsKey></encryption>")
                .with("ecs.encryption.type", "KMS")
                .fill(PushMojo.class);

        assertThat(encryption(push)).isEqualTo(new Encryption(Encryption.Type.KMS, Optional.of("alias/shop")));
    }

    @Test
    void anElementMakesAGroupThatThePomDoesNotHave() throws Exception {
        PushMojo push = goal("").with("ecs.encryption.type", "AES256").fill(PushMojo.class);

        assertThat(encryption(push)).isEqualTo(new Encryption(Encryption.Type.AES256, Optional.empty()));
    }

    @Test
    void whatOnlyAnotherGoalKnowsDoesNoHarm() {
        BuildMojo build = goal("<environment><COLOR>red</COLOR></environment>")
                .with("ecs.environment.LOG_LEVEL", "debug")
                .with("ecs.waitTimeout", "60")
                .with("ecs.encryption.type", "KMS")
                .fill(BuildMojo.class);

        assertThat(build.moduleImage().tags()).containsExactly(new Tag("1.0.0"));
    }

    @Test
    void aMistypedPropertyReachesTheUserAsOnePlainError() {
        DeployMojo deploy = goal("<cluster>prod</cluster><service>shop</service>")
                .with("ecs.servce", "other")
                .fill(DeployMojo.class);

        assertThatThrownBy(deploy::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("No goal knows the property -Decs.servce. Did you mean 'ecs.service'?")
                .hasNoCause();
    }

    @Test
    void theConcreteTypeThatAnElementNamesIsKept() {
        DefaultPlexusConfiguration configured = new DefaultPlexusConfiguration("configuration");
        DefaultPlexusConfiguration file = new DefaultPlexusConfiguration("dockerfile", "Dockerfile");
        file.setAttribute("implementation", "java.io.File");
        configured.addChild(file);
        Properties properties = new Properties();
        properties.setProperty("ecs.dockerfile", "Other");

        PlexusConfiguration merged = UserPropertiesFirst.merge(
                configured, ParameterCatalog.of(PluginUnderTest.descriptor()), Set.of("dockerfile"), properties);

        assertThat(merged.getChild("dockerfile").getAttribute("implementation")).isEqualTo("java.io.File");
        assertThat(merged.getChild("dockerfile").getValue(null)).isEqualTo("Other");
        assertThat(file.getValue(null)).as("the original is left alone").isEqualTo("Dockerfile");
    }

    private Map<String, String> environment(DeployMojo deploy) throws IllegalAccessException {
        return AbstractImageMojo.given(this.<Map<String, String>>value(deploy, "environment"));
    }

    private Encryption encryption(PushMojo push) throws IllegalAccessException {
        return this.<EncryptionParameters>value(push, "encryption").toEncryption();
    }

    private <T> T value(AbstractEcsMojo goal, String field) throws IllegalAccessException {
        return getVariableValueFromObject(goal, field);
    }
}
