package io.github.ecsmaven.mojo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The labels that OCI's image specification predefines ("Annotations"), as far as Maven and git know them. */
final class OciLabels {
    private static final String PREFIX = "org.opencontainers.image.";

    /** Those that differ from one build of the same content to the next. */
    static final Set<String> OF_A_BUILD = Set.of(PREFIX + "created", PREFIX + "version", PREFIX + "revision");

    private OciLabels() {}

    static Map<String, String> of(MavenProject project, Optional<String> revision) {
        Map<String, String> labels = new TreeMap<>();
        put(labels, "created", created(project.getProperties().getProperty("project.build.outputTimestamp")));
        put(labels, "version", project.getVersion());
        put(labels, "revision", revision.orElse(null));
        put(labels, "source", source(project));
        put(labels, "title", project.getName());
        return labels;
    }

    private static void put(Map<String, String> labels, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            labels.put(PREFIX + name, value);
        }
    }

    // Maven takes seconds since 1970 or ISO 8601, and a single character to switch reproducible builds off.
    static @Nullable String created(@Nullable String outputTimestamp) {
        if (outputTimestamp == null || outputTimestamp.length() < 2) {
            return null;
        }
        try {
            return outputTimestamp.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochSecond(Long.parseLong(outputTimestamp)).toString()
                    : OffsetDateTime.parse(outputTimestamp).toInstant().toString();
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String source(MavenProject project) {
        String scm = project.getScm() == null ? null : project.getScm().getUrl();
        return scm == null ? project.getUrl() : scm;
    }
}
