package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.mojo.ParameterCatalog.Entry;
import io.github.ecsmaven.mojo.ParameterCatalog.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.component.configurator.ConfigurationListener;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Fills every goal's parameters with user properties ({@code -D} on the command line) before the POM's elements. Maven by itself
 * lets the POM win. What no goal knows is handed to the goal as a refusal, so that the user reads one plain error.
 */
public final class UserPropertiesFirst extends BasicComponentConfigurator {
    @Override
    public void configureComponent(
            Object component,
            PlexusConfiguration configuration,
            ExpressionEvaluator evaluator,
            ClassRealm realm,
            ConfigurationListener listener)
            throws ComponentConfigurationException {
        MavenSession session = evaluated(evaluator, "${session}", MavenSession.class);
        MojoExecution execution = evaluated(evaluator, "${mojoExecution}", MojoExecution.class);
        Properties userProperties = session.getUserProperties();
        ParameterCatalog catalog =
                SessionScope.of(session).catalog(execution.getMojoDescriptor().getPluginDescriptor());
        try {
            ConfigurationCheck.check(catalog, execution, userProperties, evaluator);
        } catch (ActionableException refusal) {
            ((AbstractEcsMojo) component).refuse(refusal);
            return;
        }
        Set<String> parameters = execution.getMojoDescriptor().getParameterMap().keySet();
        PlexusConfiguration merged = merge(configuration, catalog, parameters, userProperties);
        super.configureComponent(component, merged, evaluator, realm, listener);
    }

    private static <T> T evaluated(ExpressionEvaluator evaluator, String expression, Class<T> type)
            throws ComponentConfigurationException {
        try {
            return type.cast(evaluator.evaluate(expression));
        } catch (ExpressionEvaluationException e) {
            throw new ComponentConfigurationException("Maven does not know " + expression, e);
        }
    }

    static PlexusConfiguration merge(
            PlexusConfiguration configuration,
            ParameterCatalog catalog,
            Set<String> parameters,
            Properties userProperties) {
        PlexusConfiguration merged = copy(configuration);
        for (String property : userProperties.stringPropertyNames()) {
            List<String> elements = catalog.elementsFor(property).orElse(List.of());
            if (!elements.isEmpty() && parameters.contains(elements.get(0))) {
                String value = userProperties.getProperty(property);
                merged = with(merged, elements, catalog.named(elements.get(0)).orElseThrow(), value);
            }
        }
        ItemTypes.name(merged, catalog);
        return merged;
    }

    private static PlexusConfiguration copy(PlexusConfiguration source) {
        return copyWithout(source, null);
    }

    private static PlexusConfiguration copyWithout(
            PlexusConfiguration source, @org.jspecify.annotations.Nullable String child) {
        DefaultPlexusConfiguration copy = new DefaultPlexusConfiguration(source.getName(), source.getValue(null));
        for (String attribute : source.getAttributeNames()) {
            copy.setAttribute(attribute, source.getAttribute(attribute));
        }
        for (PlexusConfiguration c : source.getChildren()) {
            if (!c.getName().equals(child)) {
                copy.addChild(copy(c));
            }
        }
        return copy;
    }

    private static PlexusConfiguration with(PlexusConfiguration parent, List<String> path, Entry entry, String value) {
        String name = path.get(0);
        PlexusConfiguration replaced = copyWithout(parent, name);
        PlexusConfiguration old = parent.getChild(name, false);
        if (path.size() == 1) {
            replaced.addChild(leaf(name, entry, value, old));
            return replaced;
        }
        PlexusConfiguration below = old == null ? new DefaultPlexusConfiguration(name) : withoutExpression(old);
        replaced.addChild(with(below, path.subList(1, path.size()), childOf(entry, path.get(1)), value));
        return replaced;
    }

    /** The default of a map or bean is an expression such as {@code ${ecs.environment}}, which must not hide the elements. */
    private static PlexusConfiguration withoutExpression(PlexusConfiguration element) {
        PlexusConfiguration copy = copy(element);
        copy.setValue(null);
        return copy;
    }

    private static Entry childOf(Entry entry, String name) {
        Class<?> bean = entry.type();
        Entry child = bean == null ? null : ParameterCatalog.elementsOf(bean).get(name);
        return child == null ? new Entry(name, "", Kind.VALUE, null) : child;
    }

    private static PlexusConfiguration leaf(
            String name, Entry entry, String value, @org.jspecify.annotations.Nullable PlexusConfiguration old) {
        if (entry.kind() != Kind.LIST) {
            DefaultPlexusConfiguration leaf = new DefaultPlexusConfiguration(name, value);
            if (old != null && old.getAttribute("implementation") != null) {
                leaf.setAttribute("implementation", old.getAttribute("implementation"));
            }
            return leaf;
        }
        DefaultPlexusConfiguration list = new DefaultPlexusConfiguration(name);
        Arrays.stream(value.split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .forEach(item -> list.addChild("item", item));
        return list;
    }
}
