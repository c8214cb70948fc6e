package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.RecordedContent;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.stack.Capacity;
import io.github.ecsmaven.stack.ClusterChoice;
import io.github.ecsmaven.stack.ContainerBlueprint;
import io.github.ecsmaven.stack.ExistingPieces;
import io.github.ecsmaven.stack.LogGroup;
import io.github.ecsmaven.stack.Running;
import io.github.ecsmaven.stack.Scaling;
import io.github.ecsmaven.stack.SecretOrigin;
import io.github.ecsmaven.stack.ServiceBlueprint;
import io.github.ecsmaven.stack.StackNames;
import io.github.ecsmaven.stack.StackTags;
import io.github.ecsmaven.stack.TaskBlueprint;
import io.github.ecsmaven.stack.TaskBlueprint.ExecutionRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service from nothing as the POM has it, before anything is asked of AWS.
 *
 * @param cluster name, or ARN of one that exists
 * @param createsCluster whether the stack makes the cluster
 * @param service name
 * @param revision container, size, variables, secrets and command
 * @param port that the application listens on
 * @param loadBalancer how requests come to it
 * @param network where its tasks are
 * @param capacity what they run on
 * @param desiredCount how many
 * @param scaling how that number changes
 * @param taskRole ARN of the application's role
 * @param executionRole ARN of an execution role that exists
 * @param logGroup name of a log group that exists
 * @param logRetention days that one which is made keeps
 * @param tags of the user
 */
record NewService(
        String cluster,
        boolean createsCluster,
        String service,
        RevisionSettings revision,
        Optional<Integer> port,
        LoadBalancerParameters loadBalancer,
        NewNetwork network,
        Capacity capacity,
        Optional<Integer> desiredCount,
        Optional<Scaling> scaling,
        Optional<String> taskRole,
        Optional<String> executionRole,
        Optional<String> logGroup,
        Optional<Integer> logRetention,
        Map<String, String> tags) {
    /** The smallest that Fargate has, and what a small Java service needs. */
    private static final String CPU = "256";

    private static final String MEMORY = "512";
    private static final Platform USUAL = Platform.parse("linux/amd64");
    private static final String OWN_TAGS = "ecs-maven-plugin:";

    /** @throws ActionableException when some of it does not go together */
    NewService {
        tags = Map.copyOf(tags);
        if (port.isEmpty() && !loadBalancer.isNone()) {
            throw new ActionableException(
                    "<createService> is set and <containerPort> is not, so it is unclear where the load balancer sends"
                            + " requests.",
                    "Set <containerPort> (-Decs.containerPort) to the port that the application listens on, such as 8080; for"
                            + " a service that nothing connects to set <loadBalancer><scheme>none</scheme></loadBalancer>.");
        }
        if (createsCluster && cluster.startsWith("arn:")) {
            throw new ActionableException(
                    "<createCluster> is set, and <cluster> is the ARN of a cluster that exists.",
                    "Set <cluster> (-Decs.cluster) to a name, or take <createCluster> out.");
        }
        if (logGroup.isPresent() && logRetention.isPresent()) {
            throw new ActionableException(
                    "<logGroup> names a log group that exists, so <logRetention> does nothing.",
                    "Take <logRetention> out: the group keeps its own; or <logGroup> to have one made.");
        }
        refuseInexpressible(revision);
        refuseOwnTags(tags);
    }

    private static void refuseInexpressible(RevisionSettings revision) {
        if (!revision.ofOthers().isEmpty()) {
            throw new ActionableException(
                    "<containers> cannot go with <createService>: a service from nothing has one container.",
                    "Set its elements beside <service>; for several containers take the template of ecs:template as your own"
                            + " and deploy to its service without <createService>.");
        }
        if (!revision.ofContainer().logOptions().isEmpty()) {
            throw new ActionableException(
                    "<logOptions> cannot go with <createService>: a service from nothing writes to its <logGroup>.",
                    "Take <logOptions> out, and set <logGroup> or <logRetention> where those are meant.");
        }
    }

    private static void refuseOwnTags(Map<String, String> tags) {
        tags.keySet().stream()
                .filter(key -> key.startsWith(OWN_TAGS))
                .findFirst()
                .ifPresent(key -> {
                    throw new ActionableException(
                            "<stackTags> sets the tag '" + key + "', by which the plugin knows what is its own.",
                            "Take it out: keys that begin with " + OWN_TAGS + " are the plugin's.");
                });
    }

    /** What stack and resources are called. */
    StackNames names() {
        return new StackNames(clusterChoice().name(), service);
    }

    /** @throws ActionableException when some of it cannot be, whatever AWS says */
    void check(String coordinates) {
        assumed(coordinates);
    }

    /** The service as far as it is known without AWS. */
    ServiceBlueprint assumed(String coordinates) {
        return toBlueprint(
                ImageReference.parse("example/image:1"),
                List.of(),
                coordinates,
                Optional.empty(),
                Optional.empty(),
                ExistingPieces.assumed());
    }

    /**
     * All that the stack is made of.
     *
     * @param image as it goes into the task definition
     * @param platforms that it is for; none where that is not known
     * @param coordinates of the module
     * @param commit that it was built from
     * @param content what the image was made of
     * @param pieces tells of what exists
     * @throws ActionableException when some of it cannot be, or what it needs is not there
     */
    ServiceBlueprint toBlueprint(
            ImageReference image,
            List<Platform> platforms,
            String coordinates,
            Optional<String> commit,
            Optional<String> content,
            ExistingPieces pieces) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.putAll(StackTags.of(clusterChoice().name(), service, coordinates, commit));
        return new ServiceBlueprint(
                service,
                clusterChoice(),
                container(image),
                task(platforms, recorded(content, StackTags.MOST - all.size())),
                network.toNetwork(capacity.isFargate(), loadBalancer, pieces),
                loadBalancer.toLoadBalancing(pieces::front),
                new Running(capacity, desiredCount, scaling),
                all);
    }

    /** The container that runs the image. */
    String containerName() {
        return revision.container().orElse(service);
    }

    private ClusterChoice clusterChoice() {
        return createsCluster ? new ClusterChoice.Created(cluster) : new ClusterChoice.Existing(cluster);
    }

    private ContainerBlueprint container(ImageReference image) {
        Map<String, SecretOrigin> secrets = new LinkedHashMap<>();
        revision.ofContainer().secrets().forEach((name, from) -> secrets.put(name, new SecretOrigin(from)));
        return new ContainerBlueprint(
                containerName(),
                port,
                image,
                revision.ofContainer().environment(),
                secrets,
                revision.ofContainer().command());
    }

    private Map<String, String> recorded(Optional<String> content, int room) {
        return content.map(it -> RecordedContent.toTags(containerName(), it, room))
                .orElse(Map.of());
    }

    private TaskBlueprint task(List<Platform> platforms, Map<String, String> recorded) {
        Platform platform = platforms.isEmpty() || platforms.contains(USUAL) ? USUAL : platforms.get(0);
        return new TaskBlueprint(
                revision.cpu().orElse(CPU),
                revision.memory().orElse(MEMORY),
                platform,
                network.mode(),
                executionRole.<ExecutionRole>map(ExecutionRole.Existing::new).orElseGet(ExecutionRole.Created::new),
                taskRole,
                logs(),
                recorded);
    }

    private LogGroup logs() {
        return logGroup.<LogGroup>map(LogGroup.Existing::new).orElseGet(() -> logRetention
                .<LogGroup>map(days -> new LogGroup.Created(LogGroup.of(service).name(), days))
                .orElseGet(() -> LogGroup.of(service)));
    }

    /** Leaves out values of variables, which may be secret. */
    @Override
    public String toString() {
        return "NewService[" + cluster + "/" + service + "]";
    }
}
