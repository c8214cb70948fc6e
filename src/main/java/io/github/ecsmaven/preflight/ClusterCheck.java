package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ecs.Clusters;
import io.github.ecsmaven.ecs.ServiceReference;
import java.util.Optional;

/** Whether a service's cluster takes tasks. One that is not there is the service's finding. */
record ClusterCheck(Surroundings aws, ServiceReference service) implements Check {
    @Override
    public String subject() {
        return "cluster";
    }

    @Override
    public String doing() {
        return "look at cluster '" + service.clusterName() + "'";
    }

    @Override
    public void look(Report report) {
        Optional<Clusters.State> cluster = aws.ecs().clusters().describe(service);
        cluster.filter(state -> !state.status().equals("ACTIVE"))
                .ifPresent(state -> report.fails(
                        "Cluster '" + service.clusterName() + "' is " + state.status()
                                + ", and only an ACTIVE one takes" + " tasks.",
                        "Wait until it is, or set <cluster> (-Decs.cluster) to another one."));
    }
}
