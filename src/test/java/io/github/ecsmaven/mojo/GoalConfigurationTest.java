package io.github.ecsmaven.mojo;

import static org.apache.maven.api.plugin.testing.MojoExtension.getVariableValueFromObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.ecsmaven.ecr.Encryption;
import io.github.ecsmaven.ecs.ContainerSettings;
import io.github.ecsmaven.ecs.ExpressScaling;
import io.github.ecsmaven.ecs.ExpressSettings;
import io.github.ecsmaven.ecs.PreDeployTask;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.BuildSecret;
import io.github.ecsmaven.image.CacheLocation;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.SshAgent;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.BuilderSettings;
import io.github.ecsmaven.release.OnReferencedImages;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

/** What the XML of a POM becomes in each goal. */
@MojoTest
class GoalConfigurationTest {
    private static final String EVERYTHING = "src/test/resources/mojo/everything/pom.xml";

    @Test
    void theExampleLeavesNoParameterOut() throws Exception {
        var dom = Xpp3DomBuilder.build(Files.newBufferedReader(Path.of(EVERYTHING)));
        var configuration = MojoExtension.extractPluginConfiguration("ecs-maven-plugin", dom);
        List<String> elements = Arrays.stream(configuration.getChildren())
                .map(child -> child.getName())
                .toList();

        assertThat(elements)
                .containsExactlyInAnyOrderElementsOf(ParameterCatalog.of(PluginUnderTest.descriptor())
                        .entries()
                        .keySet());
    }

    @Test
    @InjectMojo(goal = "build", pom = EVERYTHING)
    void ofBuild(BuildMojo goal) throws Exception {
        ModuleImage image = goal.moduleImage();

        assertThat(image.contextDirectory()).isAbsolute().endsWithRaw(Path.of("src/main/docker"));
        assertThat(image.dockerfile()).isAbsolute().endsWithRaw(Path.of("docker/Shop.Dockerfile"));
        assertThat(image.tags()).containsExactly(new Tag("1.0"), new Tag("stable"));
        assertThat(image.deployed()).contains(ImageReference.parse("public.ecr.aws/nginx/nginx:1.27"));
        assertThat(image.buildArgs()).containsOnly(entry("JDK", "21"), entry("EMPTY", ""));
        assertThat(image.target()).contains("runtime");
        assertThat(image.platforms()).containsExactly(Platform.parse("linux/arm64"));
        assertThat(image.givenLabels()).containsOnly(entry("com.acme.team", "orders"), entry("none", ""));
        assertThat(image.network()).contains("host");
        assertThat(image.extraHosts()).containsExactly("nexus:10.0.0.7");
        assertThat(goal.dockerSettings().dockerHost()).contains("tcp://127.0.0.1:2375");
        assertThat(flag(goal, "noCache")).isTrue();
        assertThat(flag(goal, "force")).isTrue();
        assertThat(flag(goal, "pull")).isTrue();
        assertThat(flag(goal, "skip")).isTrue();
        assertThat(goal.isSkipped()).isTrue();
    }

    @Test
    @InjectMojo(goal = "build", pom = EVERYTHING)
    void ofTheBuilder(BuildMojo goal) throws Exception {
        BuilderSettings settings = goal.builderSettings();
        assertThat(settings.kind()).isEqualTo(BuilderSettings.Kind.BUILDKIT);
        assertThat(settings.buildkitHost()).contains(URI.create("tcp://builders.acme.com:1234"));
        assertThat(settings.certificates().orElseThrow()).isAbsolute().endsWithRaw(Path.of("certificates"));

        BuildKitOptions options = goal.buildKitOptions();
        assertThat(options.secrets()).extracting(BuildSecret::id).containsExactly("path", "pom");
        assertThat(new String(options.secrets().get(0).value(), StandardCharsets.UTF_8))
                .isEqualTo(System.getenv("PATH"));
        assertThat(options.secrets().get(1).value()).isEqualTo(Files.readAllBytes(Path.of("pom.xml")));
        assertThat(options.sshAgents()).containsExactly(new SshAgent("default", Path.of("/dev/null")));
        assertThat(options.cacheFrom())
                .containsExactly(
                        CacheLocation.parse("team/shop:cache"),
                        CacheLocation.parse("type=registry,ref=team/shop:main"));
        assertThat(options.cacheTo()).containsExactly(CacheLocation.parse("type=inline"));
        assertThat(Path.of(options.buildContexts().getOrDefault("module", "")))
                .isAbsolute()
                .isDirectory();
        assertThat(options.buildContexts()).containsEntry("base", "docker-image://alpine:3.20");
        assertThat(options.noCacheFilter()).containsExactly("test");
        assertThat(options.attestations()).containsOnly(entry("provenance", "mode=min"));
    }

    @Test
    @InjectMojo(goal = "push", pom = EVERYTHING)
    void ofPush(PushMojo goal) throws Exception {
        assertThat(goal.moduleImage().repository()).hasToString("team/shop");
        assertThat(goal.moduleImage().ecrRegistries()).containsExactly("127.0.0.1:5000", "mirror.acme.com");
        assertThat(flag(goal, "createRepository")).isFalse();
        assertThat(this.<String>value(goal, "imageTagMutability")).isEqualTo("immutable_with_exclusion");
        assertThat(this.<List<String>>value(goal, "imageTagMutabilityExclusions"))
                .containsExactly("dev-*");
        assertThat(this.<EncryptionParameters>value(goal, "encryption").toEncryption())
                .isEqualTo(new Encryption(Encryption.Type.KMS, Optional.of("alias/shop")));
        assertThat(this.<Boolean>value(goal, "scanOnPush")).isFalse();
        assertThat(AbstractImageMojo.given(this.<Map<String, String>>value(goal, "repositoryTags")))
                .containsOnly(entry("team", "orders"), entry("note", ""));
        assertThat(this.<File>value(goal, "repositoryPolicyFile")).isAbsolute().hasName("policy.json");
        assertThat(goal.isSkipped()).isTrue();
    }

    @Test
    @InjectMojo(goal = "lifecycle", pom = EVERYTHING)
    void ofLifecycle(LifecycleMojo goal) throws Exception {
        assertThat(this.<LifecycleParameters>value(goal, "lifecycle").toPolicy().sentences())
                .containsExactly(
                        "images tagged dev* expire 14 days after their push",
                        "images tagged *-SNAPSHOT expire 7 days after their push",
                        "of all images, all but the newest 100 expire (what a rule above matches is left to it)");
        assertThat(this.<LifecycleParameters>value(goal, "lifecycle").toPolicy().toJson())
                .contains("what developers try");
        assertThat(this.<File>value(goal, "lifecyclePolicyFile")).isAbsolute().hasName("lifecycle.json");
        assertThat(goal.lifecycleLimits())
                .isEqualTo(new LifecycleLimits(
                        Optional.of(OnReferencedImages.WARN), List.of("staging", "*"), OptionalInt.of(40)));
        assertThat(goal.isSkipped()).isTrue();
    }

    @Test
    @InjectMojo(goal = "deploy", pom = EVERYTHING)
    void ofDeploy(DeployMojo goal) throws Exception {
        assertThat(this.<String>value(goal, "cluster")).isEqualTo("prod");
        assertThat(this.<String>value(goal, "service")).isEqualTo("shop");
        assertThat(this.<String>value(goal, "taskDefinition")).isEqualTo("shop:12");
        assertThat(this.<String>value(goal, "container")).isEqualTo("app");
        assertThat(AbstractImageMojo.given(this.<Map<String, String>>value(goal, "environment")))
                .containsOnly(entry("LOG_LEVEL", "debug"), entry("FEATURES", ""));
        assertThat(this.<Map<String, String>>value(goal, "containerSecrets"))
                .containsOnly(entry("DB_PASSWORD", "/shop/db-password"));
        assertThat(this.<List<String>>value(goal, "command")).containsExactly("serve", "--port=8080");
        assertThat(this.<Map<String, String>>value(goal, "logOptions"))
                .containsOnly(entry("awslogs-stream-prefix", "shop"));
        assertThat(this.<String>value(goal, "cpu")).isEqualTo(".5 vCPU");
        assertThat(this.<String>value(goal, "memory")).isEqualTo("1 GB");
        ContainerParameters proxy =
                this.<List<ContainerParameters>>value(goal, "containers").get(0);
        assertThat(proxy.name()).isEqualTo("proxy");
        assertThat(proxy.toSettings())
                .isEqualTo(new ContainerSettings(
                        Optional.of("public.ecr.aws/nginx/nginx:1.27"),
                        Map.of("LEVEL", "warn", "EMPTY", ""),
                        Map.of("TOKEN", "arn:aws:ssm:eu-west-1:123456789012:parameter/token"),
                        Optional.of(List.of("nginx", "-g", "daemon off;")),
                        Map.of("awslogs-group", "/ecs/proxy"),
                        Optional.of(64),
                        Optional.of(128),
                        Optional.of(96),
                        Optional.of(false)));
        assertThat(this.<Boolean>value(goal, "deployAtEnd")).isFalse();
        ServiceParameters api =
                this.<List<ServiceParameters>>value(goal, "services").get(0);
        assertThat(api.name()).isEqualTo("api");
        assertThat(api.cluster()).contains("batch");
        assertThat(api.taskDefinition()).contains("api:3");
        assertThat(api.desiredCount(1)).isEqualTo(3);
        assertThat(api.preDeployTask()).isNotNull();
        assertThat(api.toRevisionSettings().memory()).contains("512");
        assertThat(api.toRevisionSettings().ofOthers()).containsOnlyKeys("proxy");
        assertThat(api.toRevisionSettings().ofContainer())
                .isEqualTo(ContainerSettings.of(
                        Map.of("LEVEL", "warn", "EMPTY", ""),
                        Map.of("TOKEN", "/token"),
                        Optional.of(List.of("serve")),
                        Map.of("awslogs-group", "/ecs/api")));
        assertThat(this.<Integer>value(goal, "desiredCount")).isZero();
        assertThat(flag(goal, "forceNewDeployment")).isTrue();
        assertThat(this.<Integer>value(goal, "waitTimeout")).isEqualTo(600);
        assertThat(this.<String>value(goal, "onTimeout")).isEqualTo("rollback");
        assertThat(this.<String>value(goal, "onInterrupt")).isEqualTo("rollback");
        assertThat(this.<Integer>value(goal, "logLines")).isEqualTo(50);
        assertThat(this.<Integer>value(goal, "keepRevisions")).isEqualTo(5);
        assertThat(this.<PreDeployTaskParameters>value(goal, "preDeployTask").toPreDeployTask())
                .isEqualTo(new PreDeployTask(
                        Optional.of("app"),
                        List.of("migrate", "--all"),
                        Map.of("MODE", "batch", "NONE", ""),
                        Duration.ofSeconds(120)));
        assertThat(this.<String>value(goal, "region")).isEqualTo("eu-west-1");
        assertThat(this.<String>value(goal, "profile")).isEqualTo("shop-prod");
        assertThat(this.<String>value(goal, "roleArn")).isEqualTo("arn:aws:iam::123456789012:role/deployer");
        assertThat(this.<String>value(goal, "endpoint")).isEqualTo("http://127.0.0.1:4566");
        assertThat(goal.isSkipped()).isTrue();
    }

    @Test
    @InjectMojo(goal = "deploy", pom = EVERYTHING)
    void ofAnExpressService(DeployMojo goal) throws Exception {
        assertThat(goal.isExpress()).isTrue();
        RevisionSettings revision = new RevisionSettings(
                Optional.empty(),
                Optional.of("256"),
                Optional.of("512"),
                ContainerSettings.of(
                        Map.of("LEVEL", "warn"), Map.of("TOKEN", "/token"), Optional.of(List.of("serve")), Map.of()),
                Map.of());
        ExpressParameters express = value(goal, "express");
        assertThat(express.createsExecutionRole()).isFalse();
        assertThat(express.toSettings(revision, express.roles(() -> "", () -> "")))
                .isEqualTo(new ExpressSettings(
                        "/health",
                        Optional.of(8080),
                        Optional.of("512"),
                        Optional.of("1024"),
                        "arn:aws:iam::123456789012:role/shop-execution",
                        "arn:aws:iam::123456789012:role/shop-infrastructure",
                        Optional.of("arn:aws:iam::123456789012:role/shop"),
                        List.of("subnet-0a1b2c3d4e5f67890"),
                        List.of("sg-0a1b2c3d4e5f67890"),
                        new ExpressScaling(
                                Optional.of(2),
                                Optional.of(8),
                                Optional.of(ExpressScaling.Metric.REQUEST_COUNT_PER_TARGET),
                                Optional.of(500)),
                        Map.of("LEVEL", "warn"),
                        Map.of("TOKEN", "/token"),
                        Optional.of(List.of("serve"))));
    }

    @Test
    @InjectMojo(goal = "iam-policy", pom = EVERYTHING)
    void ofIamPolicy(IamPolicyMojo goal) throws Exception {
        assertThat(this.<String>value(goal, "iamPolicyStage")).isEqualTo("deploy");
        assertThat(this.<String>value(goal, "iamPolicyAccount")).isEqualTo("123456789012");
        assertThat(goal.isSkipped()).isTrue();
    }

    @Test
    @InjectMojo(goal = "plan", pom = EVERYTHING)
    void ofPlan(PlanMojo goal) throws Exception {
        assertThat(flag(goal, "failOnChanges")).isTrue();
        assertThat(goal.isDryRun()).isTrue();
        assertThat(goal.isSkipped()).isTrue();
    }

    @Test
    @InjectMojo(goal = "verify", pom = EVERYTHING)
    void ofVerify(VerifyMojo goal) {
        assertThat(goal.verifiesBeforeDeploy()).isFalse();
        assertThat(goal.isSkipped()).isTrue();
    }

    private <T> T value(AbstractEcsMojo goal, String field) throws IllegalAccessException {
        return getVariableValueFromObject(goal, field);
    }

    private boolean flag(AbstractEcsMojo goal, String field) throws IllegalAccessException {
        return this.<Boolean>value(goal, field);
    }
}
