package io.github.ecsmaven.docker;

import io.github.ecsmaven.image.ImageReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;

/** Finds a label on the images of a repository in an engine ({@code GET /images/json}, "List Images", with filters). */
final class LabelledImages {
    private LabelledImages() {}

    static Optional<String> of(EngineApi api, ImageReference wanted, String label) {
        String repository = wanted.repository();
        String filters = "{\"reference\":[\"" + repository + "\"],\"label\":[\"" + label + "\"]}";
        return api
                .read(
                        "/images/json?filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8),
                        "list the images of " + repository)
                .elements()
                .stream()
                .filter(image -> image.path("Labels").path(label).isText())
                .max(Comparator.<Json, Boolean>comparing(image -> isNamed(image, wanted))
                        .thenComparing(image -> image.path("Created").number()))
                .map(image -> image.path("Labels").path(label).text());
    }

    private static boolean isNamed(Json image, ImageReference wanted) {
        return image.path("RepoTags").elements().stream().map(Json::text).anyMatch(wanted.toString()::equals);
    }
}
