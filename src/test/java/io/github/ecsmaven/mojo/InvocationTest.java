package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationTest {
    private static final MojoExecution BUILD = ours("build");
    private static final MojoExecution PUSH = ours("push");
    private static final MojoExecution DEPLOY = ours("deploy");

    private static MojoExecution ours(String goal) {
        return execution("io.github.ecsmaven", "ecs-maven-plugin:" + goal, "image", "");
    }

    private static MojoExecution others(String goal, String configuration) {
        return execution("org.others", goal, "default", configuration);
    }

    private static MojoExecution execution(String group, String goal, String id, String configuration) {
        Plugin plugin = new Plugin();
        plugin.setGroupId(group);
        plugin.setArtifactId(goal.substring(0, goal.indexOf(':')));
        PluginExecution execution = new PluginExecution();
        execution.setId(id);
        execution.setConfiguration(dom(configuration));
        plugin.addExecution(execution);
        MojoExecution mojo = new MojoExecution(plugin, goal.substring(goal.indexOf(':') + 1), id);
        mojo.setLifecyclePhase("package");
        return mojo;
    }

    private static Xpp3Dom dom(String elements) {
        try {
            return Xpp3DomBuilder.build(new StringReader("<configuration>" + elements + "</configuration>"));
        } catch (Exception e) {
            throw new IllegalArgumentException(elements, e);
        }
    }

    private static Invocation run(MojoExecution own, MojoExecution... plan) {
        return new Invocation(Arrays.asList(plan), own, new Properties());
    }

    @Test
    void theLastOfOursSumsUpWhateverOthersFollow() {
        MojoExecution site = others("maven-site-plugin:deploy", "");

        assertThat(run(BUILD, BUILD, PUSH, DEPLOY, site).isLastOfOurs()).isFalse();
        assertThat(run(PUSH, BUILD, PUSH, DEPLOY, site).isLastOfOurs()).isFalse();
        assertThat(run(DEPLOY, BUILD, PUSH, DEPLOY, site).isLastOfOurs()).isTrue();
    }

    @Test
    void aGoalThatTheUserSkipsIsNotReached() {
        Properties skip = new Properties();
        skip.setProperty("ecs.deploy.skip", "true");

        assertThat(run(BUILD, BUILD, DEPLOY).reaches("deploy")).isTrue();
        assertThat(new Invocation(List.of(BUILD, DEPLOY), BUILD, skip).reaches("deploy"))
                .isFalse();
        assertThat(new Invocation(List.of(BUILD, DEPLOY), BUILD, skip).skips("deploy"))
                .isTrue();
    }

    @Test
    void aGoalThatIsCalledAloneIsTheLast() {
        assertThat(run(PUSH, PUSH).isLastOfOurs()).isTrue();
        assertThat(run(PUSH).isLastOfOurs()).isTrue();
    }

    @Test
    void helpIsNoGoalThatSumsUp() {
        assertThat(run(DEPLOY, DEPLOY, ours("help")).isLastOfOurs()).isTrue();
    }

    @Test
    void anotherExecutionOfTheSameGoalIsAnotherGoal() {
        MojoExecution second = execution("io.github.ecsmaven", "ecs-maven-plugin:deploy", "second", "");

        assertThat(run(DEPLOY, DEPLOY, second).isLastOfOurs()).isFalse();
        assertThat(run(second, DEPLOY, second).isLastOfOurs()).isTrue();
    }

    @Test
    void reachesWhatIsOurs() {
        Invocation toPackage = run(BUILD, BUILD);
        Invocation toDeploy = run(BUILD, BUILD, PUSH, DEPLOY);
        Invocation withMavensOwn = run(BUILD, BUILD, others("maven-deploy-plugin:deploy", ""));

        assertThat(toPackage.reaches("deploy")).isFalse();
        assertThat(toDeploy.reaches("deploy")).isTrue();
        assertThat(withMavensOwn.reaches("deploy")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring-boot-maven-plugin:repackage",
                "maven-shade-plugin:shade",
                "proguard-maven-plugin:proguard",
                "maven-jar-plugin:jar",
                "maven-war-plugin:war",
                "maven-ear-plugin:ear",
                "quarkus-maven-plugin:build",
                "maven-bundle-plugin:bundle"
            })
    void whatRewritesTheArtifactMustNotComeAfterTheImage(String goal) {
        MojoExecution rewriting = others(goal, "");

        assertThatThrownBy(() -> run(BUILD, BUILD, rewriting).refuseLaterRepackaging())
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("ecs-maven-plugin:build (execution 'image')")
                .hasMessageContaining(goal + " (execution 'default')")
                .hasMessageContaining("declare " + goal.substring(0, goal.indexOf(':')) + " first");
        assertThatCode(() -> run(BUILD, rewriting, BUILD).refuseLaterRepackaging())
                .doesNotThrowAnyException();
    }

    @Test
    void anAssemblyRewritesItWhenItHasNoNameOfItsOwn() {
        MojoExecution replacing = others("maven-assembly-plugin:single", "<appendAssemblyId>false</appendAssemblyId>");

        assertThatThrownBy(() -> run(BUILD, BUILD, replacing).refuseLaterRepackaging())
                .isInstanceOf(ActionableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "spring-boot-maven-plugin:repackage, <classifier>exec</classifier>",
        "spring-boot-maven-plugin:repackage, <skip>true</skip>",
        "spring-boot-maven-plugin:build-info, ''",
        "maven-shade-plugin:shade, <shadedArtifactAttached>true</shadedArtifactAttached>",
        "maven-shade-plugin:shade, <outputFile>target/all.jar</outputFile>",
        "maven-shade-plugin:shade, <skip>true</skip>",
        "maven-assembly-plugin:single, ''",
        "maven-assembly-plugin:single, <appendAssemblyId>true</appendAssemblyId>",
        "proguard-maven-plugin:proguard, <attach>true</attach>",
        "maven-jar-plugin:jar, <classifier>client</classifier>",
        "maven-jar-plugin:test-jar, ''",
        "maven-war-plugin:war, <classifier>exploded</classifier>",
        "maven-source-plugin:jar-no-fork, ''"
    })
    void whatMakesAnotherFileMayComeAfter(String goal, String configuration) {
        assertThatCode(() -> run(BUILD, BUILD, others(goal, configuration)).refuseLaterRepackaging())
                .doesNotThrowAnyException();
    }

    @Test
    void thePluginsOwnConfigurationCountsWhereTheExecutionIsSilent() {
        MojoExecution shade = others("maven-shade-plugin:shade", "");
        shade.getPlugin().setConfiguration(dom("<shadedArtifactAttached>true</shadedArtifactAttached>"));

        assertThatCode(() -> run(BUILD, BUILD, shade).refuseLaterRepackaging()).doesNotThrowAnyException();
    }

    @Test
    void anEarlierPhaseIsTheReasonWhereItIs() {
        MojoExecution early = ours("build");
        early.setLifecyclePhase("prepare-package");
        MojoExecution jar = others("maven-jar-plugin:jar", "");

        assertThatThrownBy(() -> run(early, early, jar).refuseLaterRepackaging())
                .hasMessageContaining("in the phase prepare-package, the other in package")
                .hasMessageContaining("leave <phase> out");
    }

    @Test
    void aGoalThatIsNotInThePlanHasNothingAfterIt() {
        List<MojoExecution> plan = List.of(others("maven-shade-plugin:shade", ""));

        assertThatCode(() -> new Invocation(plan, BUILD, new Properties()).refuseLaterRepackaging())
                .doesNotThrowAnyException();
    }
}
