package io.github.ecsmaven.mojo;

import io.github.ecsmaven.mojo.ParameterCatalog.Entry;
import io.github.ecsmaven.mojo.ParameterCatalog.Kind;
import java.util.Map;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Names the types of the items in lists. Maven looks for a class that is named after the element first, such as {@code Rule} for
 * {@code <rule>}, through all jars of the plugin, for every item and every goal.
 */
final class ItemTypes {
    private static final String IMPLEMENTATION = "implementation";

    private ItemTypes() {}

    /** @param configuration the parameters of a goal, which are changed */
    static void name(PlexusConfiguration configuration, ParameterCatalog catalog) {
        nameBelow(configuration, catalog.entries());
    }

    private static void nameBelow(PlexusConfiguration parent, Map<String, Entry> known) {
        for (PlexusConfiguration child : parent.getChildren()) {
            Entry entry = known.get(child.getName());
            if (entry != null && entry.type() != null) {
                nameWithin(child, entry.kind(), entry.type());
            }
        }
    }

    private static void nameWithin(PlexusConfiguration element, Kind kind, Class<?> type) {
        if (kind == Kind.BEAN) {
            nameBelow(element, ParameterCatalog.elementsOf(type));
            return;
        }
        Map<String, Entry> known = kind == Kind.LIST_OF_BEANS ? ParameterCatalog.elementsOf(type) : Map.of();
        for (PlexusConfiguration item : element.getChildren()) {
            if (item.getAttribute(IMPLEMENTATION) == null) {
                item.setAttribute(IMPLEMENTATION, type.getName());
            }
            nameBelow(item, known);
        }
    }
}
