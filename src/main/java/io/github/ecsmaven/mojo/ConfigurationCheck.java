package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.DidYouMean;
import io.github.ecsmaven.mojo.ParameterCatalog.Entry;
import io.github.ecsmaven.mojo.ParameterCatalog.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what Maven itself would ignore: an XML element or a {@code -Decs.*} property that no goal knows, and one that is there
 * but empty, as {@code -Decs.service=$SERVICE} is in a pipeline whose variable is not set.
 */
final class ConfigurationCheck {
    private static final String PREFIX = "ecs.";

    private final ParameterCatalog catalog;
    private final List<String> findings = new ArrayList<>();

    private ConfigurationCheck(ParameterCatalog catalog) {
        this.catalog = catalog;
    }

    /** @throws ActionableException naming every element and property that is unknown or empty */
    static void check(ParameterCatalog catalog, MojoExecution execution, Properties userProperties) {
        ConfigurationCheck check = new ConfigurationCheck(catalog);
        check.userProperties(userProperties);
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

    private void userProperties(Properties properties) {
        for (String property :
                properties.stringPropertyNames().stream().sorted().toList()) {
            if (property.startsWith(PREFIX)) {
                userProperty(property, properties.getProperty(property));
            }
        }
    }

    private void userProperty(String property, String value) {
        List<String> elements = catalog.elementsFor(property).orElse(List.of());
        if (elements.isEmpty()) {
            findings.add("No goal knows the property -D" + property + "."
                    + DidYouMean.question(property, catalog.properties()));
            return;
        }
        Entry entry = catalog.named(elements.get(0)).orElseThrow();
        boolean mapEntry = entry.kind() == Kind.MAP && elements.size() > 1;
        if (value.isBlank() && !mapEntry) {
            findings.add("The property -D" + property + " is set but empty.");
        }
        if (elements.size() == 1 && entry.kind() == Kind.MAP) {
            findings.add("-D" + property + " holds several values: give each as -D" + property + ".NAME=value.");
        }
        if (elements.size() == 1 && (entry.kind() == Kind.BEAN || entry.kind() == Kind.LIST_OF_BEANS)) {
            findings.add("-D" + property + " has elements of its own and can only be set as <" + entry.name()
                    + "> in the POM.");
        }
    }

    private void elements(MojoExecution execution) {
        Plugin plugin = execution.getPlugin();
        if (plugin == null) {
            return;
        }
        List<String> before = List.copyOf(findings);
        elements(plugin.getConfiguration(), plugin.getLocation("configuration"));
        PluginExecution own = plugin.getExecutionsAsMap().get(execution.getExecutionId());
        if (own != null && findings.equals(before)) {
            elements(own.getConfiguration(), own.getLocation("configuration"));
        }
    }

    private void elements(@Nullable Object configuration, @Nullable InputLocation location) {
        if (configuration instanceof Xpp3Dom dom) {
            children(dom, "", catalog.entries(), location);
        }
    }

    private void children(Xpp3Dom parent, String path, Map<String, Entry> known, @Nullable InputLocation location) {
        for (Xpp3Dom child : parent.getChildren()) {
            String element = path + "<" + child.getName() + ">";
            Entry entry = known.get(child.getName());
            if (entry == null) {
                findings.add("No goal knows the element " + element + where(child, location) + "."
                        + DidYouMean.question(child.getName(), known.keySet()));
            } else {
                known(child, element, entry, location);
            }
        }
    }

    private void known(Xpp3Dom child, String element, Entry entry, @Nullable InputLocation location) {
        switch (entry.kind()) {
            case VALUE -> {
                if (child.getValue() == null || child.getValue().isBlank()) {
                    findings.add("The element " + element + where(child, location) + " is empty.");
                }
            }
            case BEAN -> children(child, element, beanElements(entry), location);
            case LIST_OF_BEANS -> {
                Xpp3Dom[] items = child.getChildren();
                for (int i = 0; i < items.length; i++) {
                    String item = element + "<" + items[i].getName() + ">[" + (i + 1) + "]";
                    children(items[i], item, beanElements(entry), location);
                }
            }
            case LIST, MAP -> {}
        }
    }

    private static Map<String, Entry> beanElements(Entry entry) {
        Class<?> bean = entry.bean();
        return bean == null ? Map.of() : ParameterCatalog.elementsOf(bean);
    }

    private static String where(Xpp3Dom element, @Nullable InputLocation configuration) {
        InputLocation own = element.getInputLocation() instanceof InputLocation location ? location : configuration;
        if (own == null || own.getSource() == null) {
            return "";
        }
        Collection<String> parts = new ArrayList<>();
        parts.add(String.valueOf(own.getSource().getLocation()));
        if (own.getLineNumber() > 0) {
            parts.add("line " + own.getLineNumber());
        }
        return " (" + String.join(", ", parts) + ")";
    }
}
