package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.JsonService;
import io.github.ecsmaven.sandbox.Vpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Amazon ECS on this machine. Seeds go through the same validation as requests. */
public final class EcsSandbox implements JsonService {
    private static final long TICK_MILLIS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EcsOptions options;
    private final Region region;
    private final Rollout rollout;
    private final Operations operations;
    private final Caller seeder;
    private final ScheduledExecutorService ticker;
    private boolean closed;

    public EcsSandbox(EcsOptions options) {
        this.options = options;
        this.region = new Region(options);
        this.rollout = new Rollout(region, this::take);
        this.operations = new Operations(region, rollout);
        this.seeder = new Caller("arn:aws:iam::" + options.account() + ":user/seeder", options.account(), Set.of());
        this.ticker = Executors.newSingleThreadScheduledExecutor(EcsSandbox::daemon);
        options.vpc().securityGroupsAreUsedBy(this::isUsing);
        if (options.tasks().isLive()) {
            ticker.scheduleWithFixedDelay(() -> take(() -> {}), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ecs-sandbox-clock");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String targetPrefix() {
        return "AmazonEC2ContainerServiceV20141113";
    }

    @Override
    public String signingName() {
        return "ecs";
    }

    @Override
    public synchronized ObjectNode call(String operation, ObjectNode request, Caller caller) throws AwsError {
        catchUp();
        ObjectNode answer = operations.call(operation, request, caller);
        catchUp();
        return answer;
    }

    /** Whether a task has a network interface in a security group. */
    private synchronized boolean isUsing(String securityGroup) {
        catchUp();
        return region.clusters.values().stream()
                .flatMap(cluster -> cluster.tasks.values().stream())
                .filter(Task::isLive)
                .anyMatch(task -> Wire.list(
                                task.launch.path("networkConfiguration").path("awsvpcConfiguration"), "securityGroups")
                        .contains(securityGroup));
    }

    private void catchUp() {
        if (closed) {
            return;
        }
        region.timeline.advanceTo(options.clock().instant());
    }

    private synchronized void take(Runnable action) {
        catchUp();
        action.run();
        catchUp();
    }

    /** Creates a cluster. */
    public EcsSandbox seedCluster(String name) {
        seed("CreateCluster", Wire.object().put("clusterName", name));
        return this;
    }

    /** Gives a cluster EC2 instances with room for everything, so that tasks of launch type EC2 can be placed. */
    public synchronized EcsSandbox seedContainerInstances(String cluster, int instances) {
        Cluster known = region.clusters.get(cluster);
        if (known == null) {
            throw new IllegalArgumentException("no cluster " + cluster);
        }
        known.containerInstances = instances;
        return this;
    }

    /** Lets a cluster be in a state such as {@code DEPROVISIONING}; its services go on. */
    public synchronized EcsSandbox seedClusterStatus(String cluster, String status) {
        region.clusters.get(cluster).status = status;
        return this;
    }

    /**
     * Registers a revision.
     *
     * @param json a RegisterTaskDefinition request
     * @return its ARN
     */
    public String seedTaskDefinition(String json) {
        return seed("RegisterTaskDefinition", parse(json))
                .path("taskDefinition")
                .path("taskDefinitionArn")
                .asText();
    }

    /**
     * Registers a revision and creates a Fargate service that runs it: with scripted tasks already in a steady state, with live ones as soon as
     * their containers are up.
     *
     * @param taskDefinitionJson a RegisterTaskDefinition request for Fargate
     * @return the service's ARN
     */
    public String seedService(String cluster, String service, String taskDefinitionJson, int desiredCount) {
        ObjectNode request = Wire.object()
                .put("cluster", cluster)
                .put("serviceName", service)
                .put("taskDefinition", seedTaskDefinition(taskDefinitionJson))
                .put("desiredCount", desiredCount)
                .put("launchType", "FARGATE");
        ObjectNode vpc = request.putObject("networkConfiguration").putObject("awsvpcConfiguration");
        vpc.putArray("subnets").add(Vpc.SUBNET_A);
        vpc.putArray("securityGroups").add(Vpc.SECURITY_GROUP);
        return seedService(request.toString());
    }

    /**
     * Creates a service of any kind, and lets no time pass until it is settled.
     *
     * @param json a CreateService request
     * @return the service's ARN
     */
    public String seedService(String json) {
        return atOnce(() -> seed("CreateService", parse(json))
                .path("service")
                .path("serviceArn")
                .asText());
    }

    private synchronized String atOnce(Supplier<String> seeding) {
        Timing real = region.timing;
        region.timing = Timing.none();
        try {
            String arn = seeding.get();
            catchUp();
            return arn;
        } finally {
            region.timing = real;
        }
    }

    private ObjectNode seed(String operation, ObjectNode request) {
        try {
            return call(operation, request, seeder);
        } catch (AwsError e) {
            throw new IllegalArgumentException(operation + ": " + e.code() + ": " + e.message(), e);
        }
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }

    /**
     * Opens a port of this machine that leads to the service's healthy tasks, as a load balancer would. Before a task goes, it leaves the port.
     *
     * @param port 0 for any free one
     * @param containerPort port of the task's containers
     * @return such as {@code http://127.0.0.1:8080}
     */
    public synchronized URI expose(String cluster, String service, int port, int containerPort) {
        try {
            ServiceEndpoint endpoint = ServiceEndpoint.open(port, containerPort);
            String arn = region.arns.service(cluster, service);
            if (region.endpoints.putIfAbsent(arn, endpoint) != null) {
                endpoint.close();
                throw new IllegalStateException(service + " is exposed already");
            }
            Cluster known = region.clusters.get(cluster);
            if (known != null && known.services.containsKey(service)) {
                known.tasksOf(known.services.get(service)).stream()
                        .filter(Task::isHealthy)
                        .forEach(endpoint::add);
            }
            return endpoint.uri();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be opened", e);
        }
    }

    /** Fault: deployments of the service stay IN_PROGRESS though all their tasks run. */
    public void neverEndDeployments(String service, boolean wanted) {
        take(() -> region.faults.neverEnd(service, wanted));
    }

    /** Fault: Fargate has no capacity; services cannot place tasks and RunTask answers with failures. */
    public void withoutCapacity(boolean wanted) {
        take(() -> region.faults.noCapacity(wanted));
    }

    /** Fault: DescribeServices leaves {@code currentServiceDeployment} out. */
    public void withoutCurrentServiceDeployment(boolean wanted) {
        take(() -> region.faults.withoutCurrentDeployment(wanted));
    }

    /** Fault: somebody else deploys the service, with its current revision. */
    public void deployFromElsewhere(String cluster, String service) {
        seed(
                "UpdateService",
                Wire.object().put("cluster", cluster).put("service", service).put("forceNewDeployment", true));
    }

    /** Lets something happen on the sandbox's clock, such as a fault in the middle of a deployment. */
    public void after(Duration delay, Runnable action) {
        take(() -> region.timeline.after(delay, action));
    }

    /** Whether the service's last deployment is over and all that is wanted runs. */
    public synchronized boolean isSteady(String cluster, String service) {
        catchUp();
        Cluster known = region.clusters.get(cluster);
        return known != null && known.services.containsKey(service) && known.services.get(service).steady;
    }

    /** Ends every task and closes every port. */
    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (this) {
            // Time stands still, so that no task is replaced any more.
            closed = true;
            region.endpoints.values().forEach(ServiceEndpoint::close);
        }
        options.tasks().close();
    }
}
