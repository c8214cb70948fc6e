package io.github.ecsmaven.release;

/** What happens when a lifecycle policy would take images that ECS uses. */
public enum OnReferencedImages {
    /** Nothing is pushed and no policy put. */
    FAIL,
    /** The user is told. */
    WARN,
    /** Nobody looks. */
    IGNORE
}
