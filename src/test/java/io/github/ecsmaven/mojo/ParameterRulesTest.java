package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.junit.jupiter.api.Test;

/** What every parameter of every goal owes the person who has the POM open. */
class ParameterRulesTest {
    /** Their names alone would not tell which goal they are about. */
    private static final Map<String, String> OF_ONE_GOAL = Map.of("failOnChanges", "ecs.plan.failOnChanges");

    private static final List<MojoDescriptor> GOALS = PluginUnderTest.descriptor().getMojos().stream()
            .filter(goal -> !goal.getGoal().equals("help"))
            .toList();

    private static void forEveryParameter(BiConsumer<MojoDescriptor, Parameter> rule) {
        for (MojoDescriptor goal : GOALS) {
            goal.getParameters().stream().filter(Parameter::isEditable).forEach(each -> rule.accept(goal, each));
        }
    }

    private static String named(MojoDescriptor goal, Parameter parameter) {
        return "<" + parameter.getName() + "> of ecs:" + goal.getGoal();
    }

    @Test
    void theGoalsAreThere() {
        assertThat(GOALS).extracting(MojoDescriptor::getGoal).contains("build", "push", "lifecycle", "deploy");
    }

    @Test
    void saysSinceWhen() {
        GOALS.forEach(
                goal -> assertThat(goal.getSince()).as("ecs:" + goal.getGoal()).isNotBlank());
        forEveryParameter((goal, each) ->
                assertThat(each.getSince()).as(named(goal, each)).isNotBlank());
    }

    @Test
    void saysWhatHoldsWithoutIt() {
        forEveryParameter((goal, each) ->
                assertThat(each.getDescription()).as(named(goal, each)).contains("Default: "));
    }

    @Test
    void saysTheDefaultThatMavenFillsIn() {
        forEveryParameter((goal, each) -> {
            String filledIn =
                    goal.getMojoConfiguration().getChild(each.getName()).getAttribute("default-value");
            if (filledIn != null && !filledIn.contains("${")) {
                assertThat(each.getDescription()).as(named(goal, each)).contains("Default: " + filledIn + ".");
            }
        });
    }

    @Test
    void canBeGivenOnTheCommandLineUnderItsOwnName() {
        ParameterCatalog catalog = ParameterCatalog.of(PluginUnderTest.descriptor());
        forEveryParameter((goal, each) -> {
            String expected = each.getName().matches("skip[A-Z].*")
                    ? "ecs." + goal.getGoal() + ".skip"
                    : OF_ONE_GOAL.getOrDefault(each.getName(), "ecs." + each.getName());
            ParameterCatalog.Entry entry = catalog.named(each.getName()).orElseThrow();
            boolean onlyInThePom = entry.kind() == ParameterCatalog.Kind.LIST_OF_BEANS;
            assertThat(entry.property()).as(named(goal, each)).isEqualTo(onlyInThePom ? "" : expected);
        });
    }

    @Test
    void hasNoExpressionWhereItHasElementsOfItsOwn() {
        ParameterCatalog catalog = ParameterCatalog.of(PluginUnderTest.descriptor());
        forEveryParameter((goal, each) -> {
            ParameterCatalog.Kind kind =
                    catalog.named(each.getName()).orElseThrow().kind();
            boolean bean = kind == ParameterCatalog.Kind.BEAN || kind == ParameterCatalog.Kind.LIST_OF_BEANS;
            String expression =
                    goal.getMojoConfiguration().getChild(each.getName()).getValue("");
            assertThat(expression.isEmpty()).as(named(goal, each)).isEqualTo(bean);
        });
    }

    @Test
    void everyGoalCanBeLeftOut() {
        GOALS.forEach(goal -> assertThat(goal.getParameters())
                .as("ecs:" + goal.getGoal())
                .extracting(Parameter::getName)
                .contains("skip")
                .anyMatch(name -> name.equalsIgnoreCase("skip" + goal.getGoal().replace("-", ""))));
    }

    @Test
    void everyGoalMayRunBesideOthersAndIsFilledByOurConfigurator() {
        GOALS.forEach(goal ->
                assertThat(goal.isThreadSafe()).as("ecs:" + goal.getGoal()).isTrue());
        GOALS.forEach(goal -> assertThat(goal.getComponentConfigurator())
                .as("ecs:" + goal.getGoal())
                .isEqualTo(AbstractEcsMojo.CONFIGURATOR));
    }
}
