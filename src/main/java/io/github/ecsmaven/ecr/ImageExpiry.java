package io.github.ecsmaven.ecr;

import java.time.Instant;

/**
 * An image that a lifecycle policy takes.
 *
 * @param rule the rule that does, in words: {@code rule 2 (untagged images expire 7 days after their push)}
 * @param archives whether it goes to the archive, from where nothing can be pulled, instead of away
 * @param at the earliest moment; ECR acts within 24 hours of it
 */
public record ImageExpiry(ListedImage image, String rule, boolean archives, Instant at) {}
