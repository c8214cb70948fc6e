package io.github.ecsmaven.mojo;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of all goals together: goals share one {@code <configuration>}, so what one of them knows is not unknown to the
 * others.
 */
final class ParameterCatalog {
    /** Properties of a map's entries that do not begin with the map's own property. */
    private static final Map<String, String> ENTRY_PREFIXES = Map.of("ecs.buildArg.", "buildArgs");

    /** The goal that describes the others; its parameters ({@code detail}, {@code goal} …) are not theirs. */
    private static final String GENERATED = "help";

    private final Map<String, Entry> byName;

    private ParameterCatalog(Map<String, Entry> byName) {
        this.byName = byName;
    }

    /** What kind of element a parameter is. */
    enum Kind {
        VALUE,
        LIST,
        MAP,
        BEAN,
        LIST_OF_BEANS
    }

    /**
     * A parameter.
     *
     * @param name its XML element
     * @param property its user property; empty where it has none
     * @param kind what its element holds
     * @param type class of a bean, or of a list's items
     */
    record Entry(String name, String property, Kind kind, @Nullable Class<?> type) {
        /** The properties that a user can give a value: its own, or those of a bean's elements. */
        List<String> properties() {
            if (property.isEmpty() || kind == Kind.LIST_OF_BEANS) {
                return List.of();
            }
            return kind == Kind.BEAN && type != null
                    ? elementsOf(type).values().stream()
                            .filter(Entry::isSettable)
                            .map(element -> property + "." + element.name())
                            .toList()
                    : List.of(property);
        }

        private boolean isSettable() {
            return kind == Kind.VALUE || kind == Kind.LIST;
        }
    }

    static ParameterCatalog of(PluginDescriptor plugin) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        plugin.getMojos().stream()
                .filter(mojo -> !mojo.getGoal().equals(GENERATED))
                .forEach(mojo -> addAll(mojo, entries));
        return new ParameterCatalog(entries);
    }

    private static void addAll(MojoDescriptor mojo, Map<String, Entry> entries) {
        Class<?> goal = goalClass(mojo);
        for (org.apache.maven.plugin.descriptor.Parameter parameter : editable(mojo)) {
            String name = parameter.getName();
            entries.computeIfAbsent(name, n -> entry(n, property(mojo, n), fieldType(goal, n)));
        }
    }

    private static List<org.apache.maven.plugin.descriptor.Parameter> editable(MojoDescriptor mojo) {
        List<org.apache.maven.plugin.descriptor.Parameter> all =
                mojo.getParameters() == null ? List.of() : mojo.getParameters();
        return all.stream()
                .filter(org.apache.maven.plugin.descriptor.Parameter::isEditable)
                .toList();
    }

    private static @Nullable Class<?> goalClass(MojoDescriptor mojo) {
        try {
            return Class.forName(mojo.getImplementation(), false, ParameterCatalog.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the descriptor names a goal that is not there", e);
        }
    }

    private static String property(MojoDescriptor mojo, String name) {
        PlexusConfiguration configured = mojo.getMojoConfiguration().getChild(name, false);
        String expression = configured == null ? null : configured.getValue(null);
        if (expression == null || !expression.startsWith("${ecs.")) {
            return "";
        }
        return expression.substring(2, expression.length() - 1);
    }

    static Entry entry(String name, String property, Type type) {
        if (type instanceof ParameterizedType generic
                && Collection.class.isAssignableFrom((Class<?>) generic.getRawType())) {
            Class<?> item = (Class<?>) generic.getActualTypeArguments()[0];
            return new Entry(name, property, isBean(item) ? Kind.LIST_OF_BEANS : Kind.LIST, item);
        }
        if (type instanceof ParameterizedType generic && Map.class.isAssignableFrom((Class<?>) generic.getRawType())) {
            return new Entry(name, property, Kind.MAP, null);
        }
        // A bean with an expression of its own would be there, empty, even where the POM has no such element.
        if (type instanceof Class<?> bean && isBean(bean)) {
            return new Entry(name, property.isEmpty() ? "ecs." + name : property, Kind.BEAN, bean);
        }
        return new Entry(name, property, Kind.VALUE, null);
    }

    private static boolean isBean(Class<?> type) {
        return type.getPackage() == ParameterCatalog.class.getPackage() && !type.isEnum();
    }

    private static Type fieldType(@Nullable Class<?> goal, String name) {
        for (Class<?> c = goal; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field.getGenericType();
                }
            }
        }
        return String.class;
    }

    /** The elements of a bean. */
    static Map<String, Entry> elementsOf(Class<?> bean) {
        Map<String, Entry> elements = new LinkedHashMap<>();
        for (Class<?> c = bean; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!field.isSynthetic() && !java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                    elements.put(field.getName(), entry(field.getName(), "", field.getGenericType()));
                }
            }
        }
        return elements;
    }

    Map<String, Entry> entries() {
        return byName;
    }

    Optional<Entry> named(String element) {
        return Optional.ofNullable(byName.get(element));
    }

    /** Where a user property goes: the elements from the parameter down, or empty when no goal knows the property. */
    Optional<List<String>> elementsFor(String property) {
        for (Entry entry : byName.values()) {
            if (property.equals(entry.property())) {
                return Optional.of(List.of(entry.name()));
            }
        }
        for (Map.Entry<String, String> prefix : ENTRY_PREFIXES.entrySet()) {
            if (isEntryOf(property, prefix.getKey()) && byName.containsKey(prefix.getValue())) {
                return Optional.of(List.of(
                        prefix.getValue(), property.substring(prefix.getKey().length())));
            }
        }
        return byName.values().stream()
                .filter(entry -> !entry.property().isEmpty() && isEntryOf(property, entry.property() + "."))
                .map(entry -> nested(entry, property.substring(entry.property().length() + 1)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isEntryOf(String property, String prefix) {
        return property.startsWith(prefix) && property.length() > prefix.length();
    }

    private static Optional<List<String>> nested(Entry entry, String rest) {
        if (entry.kind() == Kind.MAP) {
            return Optional.of(List.of(entry.name(), rest));
        }
        if (entry.kind() != Kind.BEAN || entry.type() == null) {
            return Optional.empty();
        }
        int dot = rest.indexOf('.');
        Entry child = elementsOf(entry.type()).get(dot < 0 ? rest : rest.substring(0, dot));
        if (child == null) {
            return Optional.empty();
        }
        if (dot < 0) {
            return child.isSettable() ? Optional.of(List.of(entry.name(), child.name())) : Optional.empty();
        }
        return nested(child, rest.substring(dot + 1)).map(below -> {
            List<String> path = new ArrayList<>(List.of(entry.name()));
            path.addAll(below);
            return path;
        });
    }

    /** Every property that a user can give, for suggestions. */
    List<String> properties() {
        return byName.values().stream()
                .flatMap(entry -> entry.properties().stream())
                .sorted()
                .toList();
    }
}
