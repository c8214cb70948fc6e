package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ecs.ServiceReference;

/** Whether the cluster of a service of launch type EC2 has instances to run it. */
record InstancesCheck(Surroundings aws, ServiceReference service) implements Check {
    @Override
    public String subject() {
        return "EC2 instances";
    }

    @Override
    public String doing() {
        return "count the EC2 instances of cluster '" + service.clusterName() + "'";
    }

    @Override
    public void look(Report report) {
        aws.ecs()
                .clusters()
                .describe(service)
                .filter(cluster -> cluster.instances() == 0)
                .ifPresent(cluster -> report.warns(
                        "Cluster '" + service.clusterName() + "' has no EC2 instance, and the tasks of " + service
                                + " (launch type EC2) run nowhere else.",
                        "Register instances with the cluster, or give the service a capacity provider."));
    }
}
