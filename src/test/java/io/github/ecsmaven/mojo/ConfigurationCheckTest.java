package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads who got the configuration wrong, from POMs that Maven itself reads. */
class ConfigurationCheckTest {
    private static final int FIRST_LINE = 21;

    @TempDir
    private Path module;

    private ConfiguredGoal goal(String xml) {
        return new ConfiguredGoal(module).withXml(xml);
    }

    /** The sentences of the refusal, without the remedy at its end. */
    private static List<String> findings(ConfiguredGoal configured) {
        try {
            configured.fill(BuildMojo.class).execute();
            throw new AssertionError("nothing is refused");
        } catch (MojoFailureException e) {
            List<String> lines = e.getMessage().lines().toList();
            return lines.subList(0, lines.size() - 1);
        }
    }

    private static void assertAccepted(ConfiguredGoal configured) {
        assertThat(configured.fill(BuildMojo.class).moduleImage()).isNotNull();
    }

    private String inLine(int line) {
        return " (" + module.resolve("pom.xml") + ", line " + line + ")";
    }

    @Test
    void aMistypedPropertyIsRefusedWithTheOneThatWasMeant() {
        assertThat(findings(goal("").with("ecs.clster", "prod")))
                .containsExactly("No goal knows the property -Decs.clster. Did you mean 'ecs.cluster'?");
    }

    @Test
    void capitalsMatter() {
        assertThat(findings(goal("").with("ecs.nocache", "true")))
                .containsExactly("No goal knows the property -Decs.nocache. Did you mean 'ecs.noCache'?");
    }

    @Test
    void aPropertyOfNothingAtAllIsRefusedWithoutASuggestion() {
        assertThat(findings(goal("").with("ecs.weather", "true")))
                .containsExactly("No goal knows the property -Decs.weather.");
    }

    @Test
    void aMistypedElementOfAGroupIsSuggestedToo() {
        assertThat(findings(goal("").with("ecs.encryption.kmskey", "alias/shop")))
                .containsExactly(
                        "No goal knows the property -Decs.encryption.kmskey. Did you mean 'ecs.encryption.kmsKey'?");
    }

    @Test
    void othersPropertiesAreNotOurs() {
        assertAccepted(goal("").with("ecsx.cluster", "prod").with("skipTests", "true"));
    }

    @Test
    void aMistypedElementIsRefusedWithFileAndLine() {
        assertThat(findings(goal("<cluster>prod</cluster>\n<sevice>shop</sevice>")))
                .containsExactly(
                        "No goal knows the element <sevice>" + inLine(FIRST_LINE + 1) + ". Did you mean 'service'?");
    }

    @Test
    void soIsOneInsideAGroup() {
        assertThat(findings(goal("<encryption>\n<type>KMS</type>\n<kmskey>alias/shop</kmskey>\n</encryption>")))
                .containsExactly("No goal knows the element <encryption><kmskey>" + inLine(FIRST_LINE + 2)
                        + ". Did you mean 'kmsKey'?");
    }

    @Test
    void soIsOneInTheSecondOfSeveralRules() {
        String rules =
                """
                <lifecycle>
                  <rules>
                    <rule>
                      <selection>untagged</selection>
                      <maximumAgeLimit>7</maximumAgeLimit>
                    </rule>
                    <rule>
                      <selection>any</selection>
                      <maximumNumberOfImage>100</maximumNumberOfImage>
                    </rule>
                  </rules>
                </lifecycle>
                """;

        assertThat(findings(goal(rules)))
                .containsExactly("No goal knows the element <lifecycle><rules><rule>[2]<maximumNumberOfImage>"
                        + inLine(FIRST_LINE + 8) + ". Did you mean 'maximumNumberOfImages'?");
    }

    @Test
    void soIsOneOfAnExecution() {
        assertThat(findings(goal("").withXmlOfExecution("<noCaches>true</noCaches>")))
                .singleElement()
                .asString()
                .startsWith("No goal knows the element <noCaches> (")
                .endsWith("). Did you mean 'noCache'?");
    }

    @Test
    void whatThePluginHasWrongIsNotToldAgainForTheExecution() {
        assertThat(findings(goal("<sevice>shop</sevice>").withXmlOfExecution("<noCaches>true</noCaches>")))
                .hasSize(2)
                .anyMatch(finding -> finding.contains("<sevice>"))
                .anyMatch(finding -> finding.contains("<noCaches>"));
    }

    @Test
    void aPropertyThatIsSetAndEmptyIsRefused() {
        assertThat(findings(goal("").with("ecs.service", "").with("ecs.tags", " ")))
                .containsExactly(
                        "The property -Decs.service is set but empty.", "The property -Decs.tags is set but empty.");
    }

    @Test
    void soIsAnEmptyElement() {
        assertThat(findings(goal("<service></service>")))
                .containsExactly("The element <service>" + inLine(FIRST_LINE) + " is empty.");
    }

    @Test
    void soIsAnEmptyItemOfAList() {
        assertThat(findings(goal("<tags><tag>1.0</tag><tag/></tags>")))
                .containsExactly("The element <tags><tag>[2]" + inLine(FIRST_LINE) + " is empty.");
    }

    @Test
    void soIsAnEmptyElementOfARule() {
        String rules = "<lifecycle><rules><rule><selection/></rule></rules></lifecycle>";

        assertThat(findings(goal(rules)))
                .containsExactly(
                        "The element <lifecycle><rules><rule>[1]<selection>" + inLine(FIRST_LINE) + " is empty.");
    }

    @Test
    void soIsAnElementWhoseVariableIsNotSet() {
        assertThat(findings(goal("<service>${env.NO_SUCH_SERVICE}</service>")))
                .containsExactly("The element <service>" + inLine(FIRST_LINE)
                        + " is empty: ${env.NO_SUCH_SERVICE} has no value.");
    }

    @Test
    void anElementWithAVariableThatIsSetIsFine() {
        assertAccepted(goal("<target>${stage}</target>").with("stage", "runtime"));
    }

    @Test
    void anEmptyElementIsFineWhereThePropertySaysWhatItIs() {
        assertAccepted(goal("<target>${env.NO_SUCH_STAGE}</target><encryption><type/></encryption><tags/>")
                .with("ecs.target", "runtime")
                .with("ecs.encryption.type", "KMS")
                .with("ecs.tags", "1.0"));
    }

    @Test
    void anEmptyEntryOfAMapIsAValue() {
        assertAccepted(goal("<environment><FEATURES/></environment>").with("ecs.buildArg.EMPTY", ""));
    }

    @Test
    void aValueCannotHaveElements() {
        assertThat(findings(goal("<service><name>shop</name></service>")))
                .containsExactly("The element <service>" + inLine(FIRST_LINE) + " takes a value, and has elements.");
    }

    @Test
    void aPropertyForAWholeMapIsRefusedWithTheWayToSayIt() {
        assertThat(findings(goal("").with("ecs.environment", "LOG_LEVEL=debug")))
                .containsExactly("-Decs.environment holds several values: give each as -Decs.environment.NAME=value.");
    }

    @Test
    void soIsOneForAGroup() {
        assertThat(findings(goal("").with("ecs.encryption", "KMS")))
                .containsExactly("-Decs.encryption has elements of its own: give each as -Decs.encryption.type=value,"
                        + " -Decs.encryption.kmsKey=value.");
    }

    @Test
    void soIsOneForAGroupThatOnlyThePomCanHold() {
        assertThat(findings(goal("").with("ecs.lifecycle", "7 days")))
                .containsExactly("-Decs.lifecycle has elements of its own: write them into the POM as <lifecycle>.");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(findings(goal("<sevice>shop</sevice>\n<cluster/>")
                        .with("ecs.regoin", "eu-west-1")
                        .with("ecs.image", "")))
                .containsExactly(
                        "The property -Decs.image is set but empty.",
                        "No goal knows the property -Decs.regoin. Did you mean 'ecs.region'?",
                        "No goal knows the element <sevice>" + inLine(FIRST_LINE) + ". Did you mean 'service'?",
                        "The element <cluster>" + inLine(FIRST_LINE + 1) + " is empty.");
    }

    @Test
    void theRefusalEndsWithWhatToDo() {
        BuildMojo build = goal("").with("ecs.clster", "prod").fill(BuildMojo.class);

        assertThatThrownBy(build::execute)
                .hasMessageEndingWith("mvn ecs:help -Ddetail lists every goal and parameter.");
    }

    @Test
    void whatAnotherGoalKnowsIsKnown() {
        assertAccepted(goal("<waitTimeout>60</waitTimeout><createRepository>false</createRepository>")
                .with("ecs.lifecyclePolicyFile", "policy.json")
                .with("ecs.lifecycle.skip", "true")
                .with("ecs.environment.COLOR", "red"));
    }
}
