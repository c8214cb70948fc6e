package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Any bytes as the file of a task definition: a request to ECS, or a refusal in our own words. */
public final class TaskDefinitionFuzz {
    private TaskDefinitionFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Path file = Files.createTempFile("task-definition-fuzz", ".json");
        try {
            Files.write(file, input);
            new TaskDefinitionFile(file).read(placeholders());
        } catch (ActionableException refused) {
            return;
        } finally {
            Files.delete(file);
        }
    }

    private static Placeholders placeholders() {
        return Placeholders.of(
                new ServiceReference("prod", "shop"),
                new AwsAccount("aws", "eu-west-1", "123456789012"),
                Optional.empty(),
                FileProperties.NONE);
    }
}
