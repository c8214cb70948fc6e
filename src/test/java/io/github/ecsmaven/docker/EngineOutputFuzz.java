package io.github.ecsmaven.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.core.DockerClientConfig;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.ImageReference;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Any lines of JSON as what an engine says while it builds or pushes. */
public final class EngineOutputFuzz {
    private static final ObjectMapper JSON = DockerClientConfig.getDefaultObjectMapper();
    private static final ImageReference REFERENCE = ImageReference.parse("127.0.0.1:5000/shop:1");

    private EngineOutputFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String lines = new String(input, StandardCharsets.UTF_8);
        BuildOutput build = new BuildOutput(new Ignoring(), Clock.systemUTC());
        PushOutput push = new PushOutput(REFERENCE, new PushListener() {});
        lines.lines().forEach(line -> {
            try {
                build.accept(JSON.readValue(line, BuildResponseItem.class));
                push.accept(JsonTree.read(line.getBytes(StandardCharsets.UTF_8)));
            } catch (JsonProcessingException | NotJsonException | PushRefusedException refused) {
                return;
            }
        });
        build.finish();
        build.imageId();
        build.lastLines();
    }

    private static final class Ignoring implements BuildListener {
        @Override
        public void output(String line) {}

        @Override
        public void warning(String message) {}
    }
}
