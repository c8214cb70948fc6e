package io.github.ecsmaven.release;

/** Something that a least policy should name and that is not known, or that the policy alone does not bring about. */
public sealed interface PermissionGap {

    /** The region is not known, so that any is allowed. */
    record Region(String reason) implements PermissionGap {}

    /** The account is not known, so that any is allowed. */
    record Account(String reason) implements PermissionGap {}

    /** The service's task definition is not known, so that any role and log group is allowed, and any family unless it is named. */
    record TaskDefinition(String reason) implements PermissionGap {}

    /**
     * A base image that only the builder can make out. Were it in Amazon ECR, the build could not pull it.
     *
     * @param line line of its instruction in the Dockerfile, counted from 1
     * @param text how it is written there
     */
    record BaseImage(int line, String text, String reason) implements PermissionGap {}

    /** A repository of another account, whose own policy has to allow it too. */
    record OtherAccount(String repository) implements PermissionGap {}
}
