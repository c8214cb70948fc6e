package io.github.ecsmaven.aws;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** The parts of AWS that have accounts and ARNs of their own. */
public final class Partitions {
    private Partitions() {}

    /** The partition of a region: {@code aws}, {@code aws-cn}, {@code aws-us-gov} and the like. Regions newer than this SDK go by their form. */
    public static String of(String region) {
        return PartitionMetadata.of(Region.of(region)).id();
    }
}
