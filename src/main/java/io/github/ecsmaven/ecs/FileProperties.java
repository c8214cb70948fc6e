package io.github.ecsmaven.ecs;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What stands for the {@code @name@} in the values of a task definition file, beside what the deployment itself knows. */
public interface FileProperties {
    /** No properties at all. */
    FileProperties NONE = new FileProperties() {
        @Override
        public Optional<String> value(String name) {
            return Optional.empty();
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }
    };

    /** The value of a name; empty where it has none that is text. */
    Optional<String> value(String name);

    /** Names that have a value, as far as they can be listed: what a mistyped one may have meant. */
    Collection<String> names();
}
