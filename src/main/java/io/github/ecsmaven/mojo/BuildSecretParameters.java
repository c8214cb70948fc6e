package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.BuildSecret;
import java.io.File;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code <secret>} in {@code <buildSecrets>}. */
public final class BuildSecretParameters {
    private static final String EXAMPLE = "<secret><id>npm</id><env>NPM_TOKEN</env></secret>";

    private @Nullable String id;
    private @Nullable File file;
    private @Nullable String env;

    /** @throws ActionableException when it is incomplete, or its file or variable is not there */
    BuildSecret toSecret(Map<String, String> environment) {
        if (id == null || (file == null) == (env == null)) {
            throw new ActionableException(
                    "A <secret> in <buildSecrets> needs an <id> and either <file> or <env>"
                            + (id == null
                                    ? "."
                                    : ", and that of '" + id + "' has " + (file == null ? "none" : "both") + "."),
                    "Write it like " + EXAMPLE + ".");
        }
        return file == null ? ofVariable(id, env, environment) : ofFile(id, file);
    }

    private static BuildSecret ofFile(String id, File file) {
        if (!Files.isReadable(file.toPath())) {
            throw new ActionableException(
                    "The file " + file + " of the build secret '" + id + "' "
                            + (file.exists() ? "cannot be read." : "does not exist."),
                    "Correct its <file> in <buildSecrets>, or make it readable for the user who runs Maven.");
        }
        return BuildSecret.ofFile(id, file.toPath());
    }

    private static BuildSecret ofVariable(String id, @Nullable String name, Map<String, String> environment) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new ActionableException(
                    "The environment variable " + name + " of the build secret '" + id + "' is "
                            + (value == null ? "not set." : "empty."),
                    "Set it for the process that runs Maven, or correct <env> in <buildSecrets>.");
        }
        return BuildSecret.ofText(id, value);
    }
}
