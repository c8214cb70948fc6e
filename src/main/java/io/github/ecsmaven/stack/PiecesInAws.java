package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.aws.QueryAnswer;
import io.github.ecsmaven.aws.RecentReads;
import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.Network.Subnet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks EC2 and Elastic Load Balancing (EC2 API reference, "DescribeVpcs", "DescribeSubnets", "DescribeRouteTables"; VPC user guide,
 * "Subnet route tables": a public subnet has a route to an internet gateway, and one without a table of its own has the main one).
 */
public final class PiecesInAws implements ExistingPieces {
    private static final String ANYWHERE = "0.0.0.0/0";

    private final AwsReads reads;
    private final RecentReads recent;

    /** @param recent remembers what was asked a moment ago */
    public PiecesInAws(AwsReads reads, RecentReads recent) {
        this.reads = reads;
        this.recent = recent;
    }

    @Override
    public Subnets subnets(List<String> ids) {
        return remembered("subnets", ids, () -> look("look at the subnets of <subnets>", () -> named(ids)));
    }

    private Subnets named(List<String> ids) {
        List<QueryAnswer> found = reads.describeAll("DescribeSubnets", "subnetSet", Map.of("subnet-id", ids));
        List<Subnet> subnets = found.stream()
                .map(PiecesInAws::subnet)
                .sorted(Comparator.comparing(subnet -> ids.indexOf(subnet.id())))
                .toList();
        List<String> missing = ids.stream()
                .filter(id -> subnets.stream().noneMatch(subnet -> subnet.id().equals(id)))
                .toList();
        if (!missing.isEmpty()) {
            throw new ActionableException(
                    "<subnets> names " + String.join(", ", missing) + ", which " + (missing.size() == 1 ? "is" : "are")
                            + " not there in " + reads.region() + ".",
                    "Correct <subnets> (-Decs.subnets) or <region>; what is there: aws ec2 describe-subnets.");
        }
        Set<String> vpcs = found.stream()
                .flatMap(one -> one.own("vpcId").stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (vpcs.size() > 1) {
            throw new ActionableException(
                    "<subnets> names subnets of " + vpcs.size() + " VPCs: " + String.join(", ", vpcs) + ".",
                    "Name subnets of one VPC in <subnets> (-Decs.subnets).");
        }
        return new Subnets(vpcs.iterator().next(), subnets);
    }

    private static Subnet subnet(QueryAnswer one) {
        return new Subnet(one.own("subnetId").orElse(""), one.own("availabilityZone"));
    }

    @Override
    public Subnets publicSubnets(Optional<String> vpc) {
        return remembered(
                "public subnets",
                vpc,
                () -> look(
                        "look for the public subnets of "
                                + vpc.map(id -> "VPC " + id).orElse("the default VPC"),
                        () -> inVpc(vpc.orElseGet(this::defaultVpc))));
    }

    private String defaultVpc() {
        return reads.describeAll("DescribeVpcs", "vpcSet", Map.of("is-default", List.of("true"))).stream()
                .flatMap(one -> one.own("vpcId").stream())
                .findFirst()
                .orElseThrow(() ->
                        noSubnets("There is no default VPC in " + reads.region() + ", and no <subnets> are set."));
    }

    private Subnets inVpc(String vpc) {
        List<QueryAnswer> tables =
                reads.describeAll("DescribeRouteTables", "routeTableSet", Map.of("vpc-id", List.of(vpc)));
        Map<String, Subnet> byZone = new TreeMap<>();
        reads
                .describeAll(
                        "DescribeSubnets", "subnetSet", Map.of("vpc-id", List.of(vpc), "state", List.of("available")))
                .stream()
                .filter(one -> isPublic(one.own("subnetId").orElse(""), tables))
                // Where a zone has several, the one that AWS made for the default VPC.
                .sorted(Comparator.comparing((QueryAnswer one) ->
                                !one.own("defaultForAz").orElse("").equals("true"))
                        .thenComparing(one -> one.own("subnetId").orElse("")))
                .map(PiecesInAws::subnet)
                .forEach(one -> byZone.putIfAbsent(one.zone().orElse(""), one));
        if (byZone.isEmpty()) {
            throw noSubnets("VPC " + vpc + " in " + reads.region()
                    + " has no public subnet, one with a route to an internet gateway, and no <subnets> are set.");
        }
        return new Subnets(vpc, List.copyOf(byZone.values()));
    }

    private static ActionableException noSubnets(String problem) {
        return new ActionableException(
                problem,
                "Name subnets of the account in <subnets> (-Decs.subnets; aws ec2 describe-subnets), or have AWS make a default"
                        + " VPC (aws ec2 create-default-vpc), or deploy to a <region> (-Decs.region) that has one.");
    }

    private static boolean isPublic(String subnet, List<QueryAnswer> tables) {
        return tables.stream()
                .filter(table -> table.list("associationSet").stream()
                        .anyMatch(one ->
                                one.own("subnetId").filter(subnet::equals).isPresent()))
                .findFirst()
                .or(() -> tables.stream()
                        .filter(table -> table.list("associationSet").stream()
                                .anyMatch(one ->
                                        one.own("main").filter("true"::equals).isPresent()))
                        .findFirst())
                .map(table -> table.list("routeSet").stream().anyMatch(PiecesInAws::leadsToInternet))
                .orElse(false);
    }

    private static boolean leadsToInternet(QueryAnswer route) {
        return route.own("destinationCidrBlock").filter(ANYWHERE::equals).isPresent()
                && route.own("gatewayId").filter(id -> id.startsWith("igw-")).isPresent()
                && route.own("state").filter("blackhole"::equals).isEmpty();
    }

    @Override
    public Front front(String arn) {
        return balancer(arn).front();
    }

    @Override
    public String vpcOf(String arn) {
        return balancer(arn).vpc();
    }

    private LoadBalancerLook.Found balancer(String arn) {
        return remembered(
                "load balancer", arn, () -> look("look at " + arn, () -> new LoadBalancerLook(reads).find(arn)));
    }

    private <T> T remembered(String kind, Object key, Supplier<T> question) {
        return recent.read(kind, key, question);
    }

    private static <T> T look(String doing, Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw AwsFailures.explain(doing, e);
        }
    }
}
