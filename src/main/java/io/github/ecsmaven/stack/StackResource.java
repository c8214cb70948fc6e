package io.github.ecsmaven.stack;

import java.util.Optional;

/**
 * One thing that a stack has.
 *
 * @param logicalId its name in the template, such as {@code LoadBalancer}
 * @param type such as {@code AWS::ElasticLoadBalancingV2::LoadBalancer}
 * @param physicalId its name or ARN in AWS; absent where nothing was made
 * @param status CloudFormation's word
 * @param reason why it is in that status, where CloudFormation says
 */
public record StackResource(
        String logicalId, String type, Optional<String> physicalId, String status, Optional<String> reason) {}
