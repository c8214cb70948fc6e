package io.github.ecsmaven.release;

/**
 * One step of a plan that changes something.
 *
 * @param call the action as IAM names it, such as {@code ecr:CreateRepository}; {@link #BUILD} or {@link #PUSH} for what the builder or
 *     the engine does
 * @param on what it is done to: a repository, an image, a service, a family
 */
public record PlannedCall(String call, String on) {
    /** The image is built. */
    public static final String BUILD = "build";

    /** A tag of the image is pushed. */
    public static final String PUSH = "push";

    /** An image that the repository has gets a tag. */
    public static final String TAG = "ecr:PutImage";
}
