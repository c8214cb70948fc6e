package io.github.ecsmaven.ecs;

import java.nio.file.Path;

/** Where the base of a new revision comes from. */
public sealed interface TaskDefinitionSource {

    /** The revision that the service runs now. The default. */
    record RunsNow() implements TaskDefinitionSource {}

    /**
     * The latest active revision of a family.
     *
     * @param name the family's name, up to 255 letters, digits, hyphens and underscores
     */
    record Family(String name) implements TaskDefinitionSource {}

    /**
     * A certain revision.
     *
     * @param value its ARN or {@code family:revision}
     */
    record Arn(String value) implements TaskDefinitionSource {}

    /**
     * A JSON file: what {@code aws ecs register-task-definition} takes, or what {@code describe-task-definition} prints.
     *
     * @param path where the file is
     * @param properties what stands for the {@code @name@} in its values
     */
    record File(Path path, FileProperties properties) implements TaskDefinitionSource {
        /** A file without properties of its own. */
        public File(Path path) {
            this(path, FileProperties.NONE);
        }
    }

    /**
     * What a name in the POM means: {@code family:revision} or an ARN is a revision, anything else a family.
     *
     * @param text the name as it was written
     */
    static TaskDefinitionSource named(String text) {
        boolean isRevision = text.startsWith("arn:") || text.matches(".+:[0-9]+");
        return isRevision ? new Arn(text) : new Family(text);
    }
}
