package io.github.ecsmaven.ecr;

import java.util.Optional;

/**
 * A value that two policies of a repository do not share. A field with a list of values has one difference for each.
 *
 * @param path where it is, such as {@code Statement[AllowPull].Action}; a statement without a Sid of its own goes by its index
 * @param before what stands there now; empty when it is to be added
 * @param after what is to stand there; empty when it is to go
 */
public record PolicyDifference(String path, Optional<String> before, Optional<String> after) {}
