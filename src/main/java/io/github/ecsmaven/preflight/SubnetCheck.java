package io.github.ecsmaven.preflight;

import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.ecs.ServiceNetwork;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.preflight.Vpc.Subnet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the subnets of a Fargate service lead to what its tasks need before they start: the internet, by a NAT gateway or with a public
 * address, or VPC endpoints (ECS developer guide, "Fargate task networking"). On instances of EC2 it is the instance that pulls.
 *
 * @param endpoints region and service of what is needed, such as {@code eu-west-1.ecr.dkr}
 */
record SubnetCheck(
        AwsReads reads, ServiceReference service, String account, ServiceNetwork network, Set<String> endpoints)
        implements Check {
    @Override
    public String subject() {
        return "subnets";
    }

    @Override
    public String doing() {
        return "look at the subnets of " + service;
    }

    @Override
    public void look(Report report) {
        List<Subnet> subnets = Vpc.subnets(reads, network.subnets());
        network.subnets().stream()
                .filter(id -> subnets.stream().noneMatch(subnet -> subnet.id().equals(id)))
                .forEach(id -> report.fails(
                        "There is no subnet '" + id + "', in which tasks of " + service + " are to run.",
                        "Give the service subnets that exist: aws ecs update-service --network-configuration."));
        Map<String, List<String>> closed = new LinkedHashMap<>();
        Map<String, Vpc> vpcs = new HashMap<>();
        boolean sure = true;
        for (Subnet subnet : subnets) {
            if (!subnet.owner().equals(account)) {
                shared(subnet, report);
                continue;
            }
            Vpc vpc = vpcs.computeIfAbsent(subnet.vpc(), id -> Vpc.of(reads, id));
            Vpc.Exit exit = vpc.exit(subnet, network.publicIp());
            Set<String> missing = new TreeSet<>(endpoints);
            missing.removeIf(name -> vpc.hasEndpoint(name, subnet));
            if (!exit.toInternet() && !missing.isEmpty()) {
                String why = exit.reason() + ", and there is no VPC endpoint for " + String.join(", ", missing);
                closed.computeIfAbsent(why, key -> new ArrayList<>()).add(subnet.id());
                sure &= !exit.elsewhere();
            }
        }
        int all = closed.values().stream().mapToInt(List::size).sum();
        report(closed, sure && all == network.subnets().size(), report);
    }

    /** Routes of a VPC that another account shares are that account's to see. */
    private void shared(Subnet subnet, Report report) {
        report.couldNotCheck(
                "Could not look at the routes of subnet '" + subnet.id() + "' of " + service + ": account "
                        + subnet.owner() + " shares it.",
                "Ask there whether it has a way to Amazon ECR: a NAT gateway, or VPC endpoints.");
    }

    private void report(Map<String, List<String>> closed, boolean sure, Report report) {
        List<String> sentences = new ArrayList<>();
        closed.forEach((why, ids) ->
                sentences.add((ids.size() == 1 ? "subnet " : "subnets ") + String.join(", ", ids) + ": " + why));
        if (sentences.isEmpty()) {
            return;
        }
        String problem = "Tasks of " + service + (sure ? " have no way" : " may have no way")
                + " to Amazon ECR and what else they need to start: " + String.join("; ", sentences) + ".";
        String remedy = "Give the service subnets with a NAT gateway, assignPublicIp=ENABLED in public ones (aws ecs"
                + " update-service --network-configuration), or create these VPC endpoints.";
        if (sure) {
            report.fails(problem, remedy);
        } else {
            report.warns(problem, remedy);
        }
    }
}
