package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A load balancer, whose DNS name is an address of this machine. */
record LoadBalancer(String arn, Settings settings, Instant createdAt) {
    /** Every listener is a port of this address. */
    static final String DNS_NAME = "127.0.0.1";

    /**
     * What two load balancers of the same name must share to be one.
     *
     * @param type application or network
     * @param scheme internet-facing or internal
     */
    record Settings(String name, String type, String scheme, List<String> subnets, List<String> securityGroups) {}

    boolean isApplication() {
        return settings.type().equals("application");
    }

    LoadBalancer with(List<String> subnets, List<String> securityGroups) {
        return new LoadBalancer(
                arn,
                new Settings(settings.name(), settings.type(), settings.scheme(), subnets, securityGroups),
                createdAt);
    }

    /** The VPC that it lies in. */
    String vpc(Vpc vpcs) {
        return settings.subnets().stream()
                .flatMap(subnet -> vpcs.subnet(subnet).stream())
                .map(Vpc.Subnet::vpc)
                .findFirst()
                .orElse(Vpc.ID);
    }

    void write(Xml xml, String state, Vpc vpc) {
        xml.text("LoadBalancerArn", arn)
                .text("DNSName", ListenerPorts.dnsName(DNS_NAME))
                .text("CanonicalHostedZoneId", "Z32O12XQLNTSW2")
                .text("CreatedTime", createdAt.truncatedTo(ChronoUnit.MILLIS))
                .text("LoadBalancerName", settings.name())
                .text("Scheme", settings.scheme())
                .text("VpcId", vpc(vpc))
                .element("State", code -> code.text("Code", state))
                .text("Type", settings.type())
                .members("AvailabilityZones", settings.subnets(), (zone, subnet) -> zone.text(
                                "ZoneName", vpc.zone(subnet).orElseThrow())
                        .text("SubnetId", subnet))
                .texts("SecurityGroups", settings.securityGroups())
                .text("IpAddressType", "ipv4");
    }
}
