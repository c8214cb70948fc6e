package io.github.ecsmaven.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.PushResponseItem;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a plugin costs that leaves it all to docker-java: its own tar of the directory, the classic builder, its own push. One of the tools of
 * {@code src/it/bench.sh}, with the directory and the image's name.
 */
final class NaiveDockerJava {
    private NaiveDockerJava() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        DockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        try (ApacheDockerHttpClient http = new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build();
                DockerClient docker = DockerClientImpl.getInstance(config, http)) {
            build(docker, Path.of(arguments[0]), arguments[1]);
            push(docker, arguments[1]);
        }
    }

    private static void build(DockerClient docker, Path directory, String image) {
        String id = docker.buildImageCmd(directory.toFile())
                .withTags(Set.of(image))
                .exec(new BuildImageResultCallback())
                .awaitImageId();
        System.out.println("Built " + id);
    }

    private static void push(DockerClient docker, String image) throws InterruptedException {
        docker.pushImageCmd(image)
                .exec(new ResultCallback.Adapter<PushResponseItem>() {
                    @Override
                    public void onNext(PushResponseItem item) {
                        if (item.isErrorIndicated()) {
                            throw new IllegalStateException("not pushed: " + item.getErrorDetail());
                        }
                    }
                })
                .awaitCompletion();
        System.out.println("Pushed " + image);
    }
}
