package io.github.ecsmaven.sandbox.ecs;

/** What a registry says about an image. The ECR part of the sandbox is one; tests have {@link KnownImages}. */
public interface ImageResolver {

    /** Looks up the digest and the platforms behind a reference as a task definition writes it. */
    ImageAnswer resolve(String image);

    /** Whether the image lies in ECR, so that a Fargate task needs an execution role to pull it. */
    default boolean isInEcr(String image) {
        return image.matches("[0-9]{12}\\.dkr[.-]ecr.*");
    }
}
