package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.sandbox.Sandbox;

/** What the sandbox's own registry says about an image; other registries are out of its tasks' reach. */
final class SandboxImages implements ImageResolver {
    private final Sandbox sandbox;

    SandboxImages(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public ImageAnswer resolve(String image) {
        ImageReference reference = ImageReference.parse(image);
        if (!reference.registry().equals(sandbox.registry())) {
            return new ImageAnswer.Missing(
                    "failed to do request: Head \"https://" + reference.registry() + "/v2/\": dial tcp: i/o timeout");
        }
        String wanted = reference
                .digest()
                .map(Object::toString)
                .orElseGet(() -> reference.tag().map(Object::toString).orElse("latest"));
        return sandbox.ecr()
                .image(reference.path(), wanted)
                .<ImageAnswer>map(found ->
                        new ImageAnswer.Found(found.digest(), sandbox.ecr().platforms(found)))
                .orElseGet(() -> new ImageAnswer.Missing(image + ": not found"));
    }

    @Override
    public boolean isInEcr(String image) {
        return ImageReference.parse(image).registry().equals(sandbox.registry());
    }
}
