package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.ecr.EcrSandbox;

/** The images in the sandbox's own ECR. Other registries are out of its reach, and it says so. */
public final class SandboxImages implements ImageResolver {
    private final String registry;
    private final EcrSandbox ecr;

    public SandboxImages(Sandbox sandbox) {
        this.registry = sandbox.registry();
        this.ecr = sandbox.ecr();
    }

    @Override
    public ImageAnswer resolve(String image) {
        ImageReference reference = ImageReference.parse(image);
        if (!reference.registry().equals(registry)) {
            return new ImageAnswer.Missing("the sandbox reaches no registry but its own, " + registry);
        }
        String wanted = reference
                .digest()
                .map(Object::toString)
                .orElseGet(() -> reference.tag().map(Object::toString).orElse("latest"));
        return ecr.image(reference.path(), wanted)
                .filter(found -> !found.isArchived())
                .<ImageAnswer>map(found -> new ImageAnswer.Found(found.digest(), ecr.platforms(found)))
                .orElseGet(() -> new ImageAnswer.Missing(image + ": not found"));
    }

    @Override
    public boolean isInEcr(String image) {
        return image.startsWith(registry + "/") || ImageResolver.super.isInEcr(image);
    }
}
