package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.mojo.ParameterCatalog.Entry;
import io.github.ecsmaven.mojo.ParameterCatalog.Kind;
import org.junit.jupiter.api.Test;

class ParameterCatalogTest {
    private final ParameterCatalog catalog = ParameterCatalog.of(PluginUnderTest.descriptor());

    private Kind kindOf(String element) {
        return catalog.named(element).map(Entry::kind).orElseThrow();
    }

    @Test
    void holdsTheParametersOfAllGoals() {
        assertThat(catalog.entries())
                .containsKeys("noCache", "createRepository", "lifecycle", "waitTimeout", "cluster");
    }

    @Test
    void leavesOutWhatMavenFillsItself() {
        assertThat(catalog.entries()).doesNotContainKeys("session", "project", "execution", "lifecycleExecutor");
    }

    @Test
    void leavesOutWhatOnlyHelpKnows() {
        assertThat(catalog.entries()).doesNotContainKeys("detail", "goal", "lineLength", "indentSize");
    }

    @Test
    void knowsWhatEachElementHolds() {
        assertThat(kindOf("cluster")).isEqualTo(Kind.VALUE);
        assertThat(kindOf("contextDirectory")).isEqualTo(Kind.VALUE);
        assertThat(kindOf("desiredCount")).isEqualTo(Kind.VALUE);
        assertThat(kindOf("tags")).isEqualTo(Kind.LIST);
        assertThat(kindOf("environment")).isEqualTo(Kind.MAP);
        assertThat(kindOf("encryption")).isEqualTo(Kind.BEAN);
        assertThat(ParameterCatalog.elementsOf(LifecycleParameters.class).get("rules"))
                .isEqualTo(new Entry("rules", "", Kind.LIST_OF_BEANS, LifecycleParameters.RuleParameters.class));
    }

    @Test
    void leadsFromAPropertyToItsElement() {
        assertThat(catalog.elementsFor("ecs.cluster"))
                .hasValueSatisfying(path -> assertThat(path).containsExactly("cluster"));
        assertThat(catalog.elementsFor("ecs.environment.LOG.LEVEL"))
                .hasValueSatisfying(path -> assertThat(path).containsExactly("environment", "LOG.LEVEL"));
        assertThat(catalog.elementsFor("ecs.buildArg.JDK"))
                .hasValueSatisfying(path -> assertThat(path).containsExactly("buildArgs", "JDK"));
        assertThat(catalog.elementsFor("ecs.encryption.type"))
                .hasValueSatisfying(path -> assertThat(path).containsExactly("encryption", "type"));
    }

    @Test
    void aGoalsSkipIsNoElementOfAGroup() {
        assertThat(catalog.elementsFor("ecs.lifecycle.skip"))
                .hasValueSatisfying(path -> assertThat(path).containsExactly("skipLifecycle"));
    }

    @Test
    void leadsNowhereFromWhatNoGoalKnows() {
        assertThat(catalog.elementsFor("ecs.dryrun")).isEmpty();
        assertThat(catalog.elementsFor("ecs.cluster.name")).isEmpty();
        assertThat(catalog.elementsFor("ecs.encryption.typ")).isEmpty();
        assertThat(catalog.elementsFor("ecs.lifecycle.rules")).isEmpty();
        assertThat(catalog.elementsFor("ecs.environment.")).isEmpty();
        assertThat(catalog.elementsFor("ecs.buildArg.")).isEmpty();
    }

    @Test
    void suggestsOnlyWhatCanBeGiven() {
        assertThat(catalog.properties())
                .contains("ecs.cluster", "ecs.environment", "ecs.encryption.type", "ecs.deploy.skip")
                .doesNotContain("ecs.encryption", "ecs.lifecycle")
                .isSorted();
    }
}
