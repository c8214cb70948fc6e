package io.github.ecsmaven.stack;

import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.Network.Subnet;
import java.util.List;
import java.util.Optional;

/** What a template has to know of things that are there already, and that only AWS can tell. */
public interface ExistingPieces {
    /**
     * Subnets of one VPC.
     *
     * @param vpc id of the VPC
     * @param subnets with their Availability Zones, one of each
     */
    record Subnets(String vpc, List<Subnet> subnets) {
        public Subnets {
            subnets = List.copyOf(subnets);
        }
    }

    /**
     * The VPC and the zones of subnets that are named.
     *
     * @throws io.github.ecsmaven.ActionableException when one is not there, or they are of several VPCs
     */
    Subnets subnets(List<String> ids);

    /**
     * The subnets whose traffic goes to the internet, one of each Availability Zone.
     *
     * @param vpc where; absent for the default VPC
     * @throws io.github.ecsmaven.ActionableException when there are none
     */
    Subnets publicSubnets(Optional<String> vpc);

    /**
     * What is known of a load balancer, or of the one that a listener or target group belongs to.
     *
     * @param arn of load balancer, listener or target group
     * @throws io.github.ecsmaven.ActionableException when it is not there
     */
    Front front(String arn);

    /**
     * The VPC of a load balancer, or of the one that a listener or target group belongs to.
     *
     * @param arn of load balancer, listener or target group
     * @throws io.github.ecsmaven.ActionableException when it is not there
     */
    String vpcOf(String arn);

    /** For a look at what does not depend on them, before AWS is asked: all is there as it must be. */
    static ExistingPieces assumed() {
        return new ExistingPieces() {
            private static final String VPC = "vpc-00000000";

            @Override
            public Subnets subnets(List<String> ids) {
                return new Subnets(
                        VPC,
                        ids.stream().map(id -> new Subnet(id, Optional.of(id))).toList());
            }

            @Override
            public Subnets publicSubnets(Optional<String> vpc) {
                return new Subnets(
                        vpc.orElse(VPC),
                        List.of(
                                new Subnet("subnet-0000000a", Optional.of("a")),
                                new Subnet("subnet-0000000b", Optional.of("b"))));
            }

            @Override
            public Front front(String arn) {
                return new Front(List.of("sg-00000000"), Optional.empty(), Optional.empty());
            }

            @Override
            public String vpcOf(String arn) {
                return VPC;
            }
        };
    }
}
