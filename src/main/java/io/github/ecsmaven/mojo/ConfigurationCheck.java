package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.DidYouMean;
import io.github.ecsmaven.mojo.ParameterCatalog.Entry;
import io.github.ecsmaven.mojo.ParameterCatalog.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what Maven itself would ignore: an XML element or a {@code -Decs.*} property that no goal knows, and one that is there
 * but empty, as {@code -Decs.service=$SERVICE} and {@code <service>${env.SERVICE}</service>} are in a pipeline whose variable is not
 * set.
 */
final class ConfigurationCheck {
    private static final String PREFIX = "ecs.";

    private final ParameterCatalog catalog;
    private final Properties userProperties;
    private final ExpressionEvaluator evaluator;
    private final List<String> findings = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    private ConfigurationCheck(ParameterCatalog catalog, Properties userProperties, ExpressionEvaluator evaluator) {
        this.catalog = catalog;
        this.userProperties = userProperties;
        this.evaluator = evaluator;
    }

    /** @throws ActionableException naming every element and property that is unknown or empty */
    static void check(
            ParameterCatalog catalog,
            MojoExecution execution,
            Properties userProperties,
            ExpressionEvaluator evaluator) {
        ConfigurationCheck check = new ConfigurationCheck(catalog, userProperties, evaluator);
        check.properties();
        check.elements(execution);
        check.refuse();
    }

    private void refuse() {
        if (findings.isEmpty()) {
            return;
        }
        throw new ActionableException(
                String.join(System.lineSeparator(), findings),
                "Correct the name or give it a value; mvn ecs:help -Ddetail lists every goal and parameter.");
    }

    private void properties() {
        for (String property :
                userProperties.stringPropertyNames().stream().sorted().toList()) {
            if (property.startsWith(PREFIX)) {
                property(property, userProperties.getProperty(property));
            }
        }
    }

    private void property(String property, String value) {
        List<String> elements = catalog.elementsFor(property).orElse(List.of());
        if (elements.isEmpty()) {
            findings.add("No goal knows the property -D" + property + "."
                    + DidYouMean.question(property, catalog.properties()));
            return;
        }
        Entry entry = catalog.named(elements.get(0)).orElseThrow();
        boolean whole = elements.size() == 1;
        if (whole && entry.kind() == Kind.MAP) {
            findings.add("-D" + property + " holds several values: give each as -D" + property + ".NAME=value.");
        } else if (whole && (entry.kind() == Kind.BEAN || entry.kind() == Kind.LIST_OF_BEANS)) {
            findings.add("-D" + property + " has elements of its own: " + wayToSay(entry) + ".");
        } else if (value.isBlank() && entry.kind() != Kind.MAP) {
            findings.add("The property -D" + property + " is set but empty.");
        }
    }

    private static String wayToSay(Entry entry) {
        List<String> ofElements = entry.properties();
        return ofElements.isEmpty()
                ? "write them into the POM as <" + entry.name() + ">"
                : "give each as -D" + String.join("=value, -D", ofElements) + "=value";
    }

    // The configuration of an execution is merged with that of the plugin, so what is wrong in the latter is met twice.
    private void elements(MojoExecution execution) {
        Plugin plugin = execution.getPlugin();
        if (plugin == null) {
            return;
        }
        elements(plugin.getConfiguration(), plugin.getLocation("configuration"));
        PluginExecution own = plugin.getExecutionsAsMap().get(execution.getExecutionId());
        if (own != null) {
            elements(own.getConfiguration(), own.getLocation("configuration"));
        }
    }

    private void elements(@Nullable Object configuration, @Nullable InputLocation location) {
        if (configuration instanceof Xpp3Dom dom) {
            for (Xpp3Dom child : dom.getChildren()) {
                Entry entry = catalog.entries().get(child.getName());
                String property = entry == null ? "" : entry.property();
                element(new Place(child, "<" + child.getName() + ">", property, location), catalog.entries());
            }
        }
    }

    private void element(Place place, Map<String, Entry> known) {
        Entry entry = known.get(place.dom().getName());
        if (entry == null) {
            String suggestion = DidYouMean.question(place.dom().getName(), known.keySet());
            finding(place, "No goal knows the element " + place + "." + suggestion);
            return;
        }
        switch (entry.kind()) {
            case VALUE -> value(place);
            case LIST -> list(place);
            case BEAN -> place.children().forEach(child -> element(child, beanElements(entry)));
            case LIST_OF_BEANS -> place.items().stream()
                    .flatMap(item -> item.children().stream())
                    .forEach(child -> element(child, beanElements(entry)));
            case MAP -> {}
        }
    }

    private void list(Place place) {
        if (place.dom().getChildCount() == 0) {
            value(place);
        } else if (!isGivenByProperty(place)) {
            place.items().forEach(this::value);
        }
    }

    private void value(Place place) {
        if (isGivenByProperty(place)) {
            return;
        }
        String text = place.dom().getValue();
        if (place.dom().getChildCount() > 0) {
            finding(place, "The element " + place + " takes a value, and has elements.");
        } else if (text == null || text.isBlank()) {
            finding(place, "The element " + place + " is empty.");
        } else if (comesToNothing(text)) {
            finding(place, "The element " + place + " is empty: " + text.trim() + " has no value.");
        }
    }

    private boolean isGivenByProperty(Place place) {
        return !place.property().isEmpty() && userProperties.containsKey(place.property());
    }

    private boolean comesToNothing(String text) {
        if (!text.contains("${")) {
            return false;
        }
        try {
            Object value = evaluator.evaluate(text.trim());
            return value == null || value.toString().isBlank();
        } catch (ExpressionEvaluationException e) {
            return false; // Maven says so itself when it fills the parameter.
        }
    }

    private void finding(Place place, String sentence) {
        if (places.add(place.path())) {
            findings.add(sentence);
        }
    }

    private static Map<String, Entry> beanElements(Entry entry) {
        Class<?> bean = entry.type();
        return bean == null ? Map.of() : ParameterCatalog.elementsOf(bean);
    }

    /**
     * An element in the POM.
     *
     * @param path the elements from the parameter down
     * @param property what can be given instead on the command line, or empty
     * @param configuration where the whole configuration stands
     */
    private record Place(Xpp3Dom dom, String path, String property, @Nullable InputLocation configuration) {
        List<Place> children() {
            return Arrays.stream(dom.getChildren())
                    .map(child -> new Place(
                            child,
                            path + "<" + child.getName() + ">",
                            property.isEmpty() ? "" : property + "." + child.getName(),
                            configuration))
                    .toList();
        }

        /** The children of a list, told apart by number; they have no property of their own. */
        List<Place> items() {
            List<Place> items = new ArrayList<>();
            for (Xpp3Dom item : dom.getChildren()) {
                items.add(new Place(
                        item, path + "<" + item.getName() + ">[" + (items.size() + 1) + "]", "", configuration));
            }
            return items;
        }

        @Override
        public String toString() {
            InputLocation own = dom.getInputLocation() instanceof InputLocation location ? location : configuration;
            if (own == null || own.getSource() == null) {
                return path;
            }
            String line = own.getLineNumber() > 0 ? ", line " + own.getLineNumber() : "";
            return path + " (" + own.getSource().getLocation() + line + ")";
        }
    }
}
