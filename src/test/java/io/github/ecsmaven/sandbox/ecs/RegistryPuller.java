package io.github.ecsmaven.sandbox.ecs;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Pulls by digest from the image's own registry, as ECS does, with the execution role's credentials ({@code AWS:token}). */
public final class RegistryPuller implements ImagePuller {
    private final Keychain keychain;
    private final Set<String> pulled = ConcurrentHashMap.newKeySet();

    /** @param keychain asked at every pull, since tokens expire */
    public RegistryPuller(Keychain keychain) {
        this.keychain = keychain;
    }

    @Override
    public String pull(DockerClient docker, TaskLaunch.Container container) {
        ImageReference reference = ImageReference.parse(container.image())
                .withoutTagAndDigest()
                .withDigest(new Digest(container.digest()));
        boolean wasThere = isThere(docker, reference.toString());
        PullImageCmd pull = docker.pullImageCmd(reference.toString());
        keychain.credentialsFor(reference.registry())
                .ifPresent(credentials -> pull.withAuthConfig(new AuthConfig()
                        .withRegistryAddress(reference.registry())
                        .withUsername(credentials.username())
                        .withPassword(credentials.secret())));
        try {
            pull.start().awaitCompletion();
        } catch (DockerException e) {
            throw new ImagePullException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImagePullException("interrupted");
        }
        if (!wasThere) {
            pulled.add(reference.toString());
        }
        return reference.toString();
    }

    private static boolean isThere(DockerClient docker, String reference) {
        try {
            docker.inspectImageCmd(reference).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    public void forget(DockerClient docker) {
        for (String reference : pulled) {
            try {
                docker.removeImageCmd(reference).exec();
            } catch (DockerException e) {
                // still used by somebody else's container, or gone already
            }
        }
    }
}
