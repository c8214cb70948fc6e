package io.github.ecsmaven.mojo;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.JsonText;
import io.github.ecsmaven.KeptFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the load balancer of a service answered when it was asked last from here, in {@code target/ecs/url.json}. To ask again takes three
 * requests and an XML parser, which a run that changes nothing does without.
 */
final class KnownUrl {
    private static final String TARGET_GROUP = "targetGroupArn";
    private static final String URL = "url";

    private final Path file;

    KnownUrl(Path directory) {
        this.file = directory.resolve("url.json");
    }

    /** What is known of a target group's load balancer; a file that says nothing of it is none. */
    Optional<URI> of(String targetGroupArn) {
        try {
            JsonNode json = JsonText.read(Files.readString(file));
            return targetGroupArn.equals(json.path(TARGET_GROUP).textValue())
                    ? Optional.ofNullable(json.path(URL).textValue()).map(URI::create)
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Asks, and keeps the answer. */
    Optional<URI> ask(String targetGroupArn, Function<String, Optional<URI>> aws) {
        Optional<URI> url = aws.apply(targetGroupArn);
        url.map(found -> JsonText.object().put(TARGET_GROUP, targetGroupArn).put(URL, found.toString()))
                .ifPresent(json -> KeptFile.write(file, JsonText.indented(json) + "\n"));
        return url;
    }
}
