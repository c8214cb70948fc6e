package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.AwsAccount;
import io.github.ecsmaven.ecs.Clusters;
import io.github.ecsmaven.ecs.SecretSource;
import io.github.ecsmaven.ecs.ServiceNetwork;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskOutline.UsedLogGroup;
import io.github.ecsmaven.ecs.TaskResources.LogGroup;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether a service from nothing can be made: what it is put beside exists, what is made does not, and its tasks have a way to what they
 * need.
 *
 * @param service the service
 * @param needs finds out what it needs; empty where the service exists outside of any stack
 * @param otherwise what is looked at then
 */
public record NewServiceCheck(
        Surroundings aws, ServiceReference service, Supplier<Optional<Needs>> needs, Check otherwise) implements Check {
    /**
     * What a service from nothing needs.
     *
     * @param isThere whether its stack exists already, with what is made
     * @param createsCluster whether the cluster is made
     * @param certificate ARN of the certificate of a listener that is made
     * @param roles ARNs of roles that exist, by what they are
     * @param secrets by variable, what their values come from
     * @param logGroup name of the log group
     * @param createsLogGroup whether that is made
     * @param network where tasks on Fargate are; absent on instances
     */
    public record Needs(
            boolean isThere,
            boolean createsCluster,
            Optional<String> certificate,
            Map<String, String> roles,
            Map<String, String> secrets,
            String logGroup,
            boolean createsLogGroup,
            Optional<ServiceNetwork> network) {
        public Needs {
            roles = Map.copyOf(roles);
            secrets = Map.copyOf(secrets);
        }
    }

    @Override
    public String subject() {
        return "new service";
    }

    @Override
    public String doing() {
        return "look at what " + service + " is to be made of";
    }

    @Override
    public void look(Report report) {
        try {
            needs.get().ifPresentOrElse(wanted -> look(wanted, report), () -> report.then(otherwise));
        } catch (ActionableException e) {
            report.refused(e);
        }
    }

    private void look(Needs wanted, Report report) {
        String region = aws.reads().region();
        AwsAccount account = account(region);
        wanted.certificate().ifPresent(arn -> certificate(arn, region, report));
        cluster(wanted, report);
        logGroup(wanted, region, report);
        wanted.roles().forEach((kind, arn) -> report.then(new RoleCheck(aws.reads(), arn, kind, account.id())));
        wanted.secrets().forEach((variable, from) -> secret(variable, SecretSource.parse(from, account), report));
        wanted.network()
                .ifPresent(network -> report.then(
                        new SubnetCheck(aws.reads(), service, account.id(), network, endpoints(wanted, account))));
    }

    private AwsAccount account(String region) {
        AwsAccount own = AwsAccount.ofArn(aws.session().identity().arn());
        return new AwsAccount(own.partition(), region, aws.session().identity().account());
    }

    /** A load balancer takes certificates of its own region (Elastic Load Balancing, "SSL certificates"). */
    private static void certificate(String arn, String region, Report report) {
        String[] parts = arn.split(":", -1);
        if (parts.length > 3 && parts[2].equals("acm") && !parts[3].equals(region)) {
            report.fails(
                    "The certificate of <loadBalancer><certificate> is in " + parts[3] + ", and the load balancer in "
                            + region + ".",
                    "Request or import the certificate in " + region + " too (aws acm request-certificate --region "
                            + region + "), and name that one.");
        }
    }

    private void cluster(Needs wanted, Report report) {
        Optional<Clusters.State> found = aws.ecs().clusters().describe(service).filter(state -> !state.status()
                .equals("INACTIVE"));
        if (found.isEmpty() && !wanted.createsCluster()) {
            report.fails(
                    "There is no ECS cluster '" + service.clusterName() + "'.",
                    "Set <createCluster>true</createCluster> (-Decs.createCluster) to have it made with the service, or"
                            + " <cluster> to one that is there: aws ecs list-clusters.");
        } else if (found.isPresent() && wanted.createsCluster() && !wanted.isThere()) {
            report.fails(
                    "<createCluster> is set, and cluster '" + service.clusterName() + "' exists already.",
                    "Take <createCluster> out (-Decs.createCluster=false): the service is made in the cluster that is there.");
        } else if (found.isPresent()) {
            report.then(new ClusterCheck(aws, service));
        }
    }

    private void logGroup(Needs wanted, String region, Report report) {
        LogGroup group = new LogGroup(region, wanted.logGroup());
        if (!wanted.createsLogGroup()) {
            report.then(new LogGroupCheck(aws.logs(), new UsedLogGroup(group, false), Optional.empty()));
        } else if (!wanted.isThere() && aws.logs().exist(group)) {
            report.fails(
                    "The log group '" + group.name() + "' is to be made, and exists already.",
                    "Set <logGroup>" + group.name()
                            + "</logGroup> to take the one that is there, or delete it: aws logs"
                            + " delete-log-group --log-group-name " + group.name());
        }
    }

    private void secret(String variable, SecretSource source, Report report) {
        String where = "variable " + variable + " (<containerSecrets>)";
        report.then(
                source instanceof SecretSource.Parameter parameter
                        ? new ParameterCheck(aws.reads(), where, parameter)
                        : new SecretCheck(aws.reads(), where, (SecretSource.SecretsManager) source));
    }

    private static Set<String> endpoints(Needs wanted, AwsAccount account) {
        String region = account.region();
        Set<String> names = new LinkedHashSet<>();
        for (String name : new String[] {".ecr.dkr", ".ecr.api", ".s3", ".logs"}) {
            names.add(region + name);
        }
        wanted.secrets().values().forEach(from -> {
            SecretSource source = SecretSource.parse(from, account);
            names.add(source.region() + (source instanceof SecretSource.Parameter ? ".ssm" : ".secretsmanager"));
        });
        return names;
    }
}
