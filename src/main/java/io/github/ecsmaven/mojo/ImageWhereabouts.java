package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.ImageSearch;
import io.github.ecsmaven.ecs.ServiceReference;
import java.util.List;

/** Where the images of a module may be used: in the clusters of its services, and where else the user says. */
record ImageWhereabouts(AbstractServiceMojo goal) {
    /** As it is configured. */
    ImageSearch configured() {
        return in(
                goal.isExpress()
                        ? List.of(goal.expressService())
                        : goal.targets().stream().map(DeploymentTarget::service).toList());
    }

    /** The same, without a service that is still to be made, whose cluster may not be there. */
    ImageSearch present() {
        return goal.createsService()
                ? in(goal.targets().stream()
                        .filter(target -> goal.running(target).isPresent())
                        .map(DeploymentTarget::service)
                        .toList())
                : configured();
    }

    private ImageSearch in(List<ServiceReference> services) {
        return new ImageSearch(goal.lifecycleLimits().clusters(), services, goal.keptRevisions());
    }
}
