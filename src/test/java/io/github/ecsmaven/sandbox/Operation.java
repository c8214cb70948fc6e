package io.github.ecsmaven.sandbox;

/**
 * What a request asks for.
 *
 * @param service {@code ecr}, {@code ecs}, {@code logs}, {@code elasticloadbalancing}, {@code sts} or {@code registry}
 * @param name such as {@code DescribeImages}, or for the registry {@code PutManifest}
 * @param write whether it changes what AWS holds
 */
public record Operation(String service, String name, boolean write) {
    /** Service and name in the way of an IAM action, such as {@code ecr:DescribeImages}. */
    @Override
    public String toString() {
        return service + ":" + name;
    }
}
