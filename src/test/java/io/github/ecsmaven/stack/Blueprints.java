package io.github.ecsmaven.stack;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.LoadBalancing.HealthCheck;
import io.github.ecsmaven.stack.LoadBalancing.ListenerSettings;
import io.github.ecsmaven.stack.LoadBalancing.NewLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.Rule;
import io.github.ecsmaven.stack.Network.Subnet;
import io.github.ecsmaven.stack.TaskBlueprint.ExecutionRole;
import io.github.ecsmaven.stack.TaskBlueprint.NetworkMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pieces of the service orders in the cluster shop, to be exchanged one by one; the rest is as short as a POM can be. */
public final class Blueprints {
    public static final String CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/6b1f";
    public static final String ROLE = "arn:aws:iam::123456789012:role/tasks";
    public static final String BALANCER_ARN =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/front/50dc6c495c0c9188";
    public static final String LISTENER_ARN =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2";
    public static final String TARGETS_ARN =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/old/73e2d6bc24d8a067";
    public static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/db-Ab12Cd";
    public static final HealthCheck HEALTH = new HealthCheck("/health", 60);
    public static final Front FRONT = new Front(
            List.of(Vpc.DEFAULT_SECURITY_GROUP),
            Optional.of("front-1.eu-west-1.elb.amazonaws.com"),
            Optional.of("https://front.example.com/orders/"));
    public static final Rule RULE = new Rule(10, List.of("shop.example.com"), List.of("/orders/*"));
    public static final ListenerSettings HTTPS =
            new ListenerSettings(Optional.of(CERTIFICATE), Optional.empty(), Optional.of("orders.example.com"));

    public String service = "orders";
    public ClusterChoice cluster = new ClusterChoice.Created("shop");
    public Optional<Integer> port = Optional.of(8080);
    public ImageReference image = ImageReference.parse(
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:1.0@sha256:" + "0123456789abcdef".repeat(4));
    public Map<String, String> environment = Map.of();
    public Map<String, SecretOrigin> secrets = Map.of();
    public Optional<List<String>> command = Optional.empty();
    public String cpu = "512";
    public String memory = "1024";
    public Platform platform = Platform.parse("linux/amd64");
    public Optional<NetworkMode> networkMode = Optional.empty();
    public ExecutionRole executionRole = new ExecutionRole.Created();
    public Optional<String> taskRole = Optional.empty();
    public LogGroup logGroup = LogGroup.of("orders");
    public Optional<String> vpc = Optional.of(Vpc.DEFAULT_ID);
    public List<Subnet> subnets = subnets(2);
    public List<String> securityGroups = List.of();
    public boolean publicIp = true;
    public LoadBalancing balancing = created(ListenerSettings.HTTP);
    public Capacity capacity = new Capacity.Fargate();
    public Optional<Integer> count = Optional.empty();
    public Optional<Scaling> scaling = Optional.empty();
    public boolean found;
    public Map<String, String> recorded = Map.of();
    public Map<String, String> tags =
            new TreeMap<>(StackTags.of("shop", "orders", "com.example:orders:1.0", Optional.of("4f2c9e1")));

    public static NewLoadBalancer created(ListenerSettings listener) {
        return new NewLoadBalancer(listener, HEALTH, false, List.of(), List.of());
    }

    /** The first ones of the default VPC. */
    public static List<Subnet> subnets(int number) {
        return Vpc.DEFAULT_SUBNETS.subList(0, number).stream()
                .map(id -> new Subnet(id, Optional.of("eu-west-1" + id.charAt(id.length() - 1))))
                .toList();
    }

    /** Tasks on instances, in a cluster that is there. */
    public Blueprints onInstances(NetworkMode mode) {
        cluster = new ClusterChoice.Existing("shop");
        capacity = new Capacity.Ec2();
        networkMode = Optional.of(mode);
        publicIp = false;
        return this;
    }

    public ServiceBlueprint blueprint() {
        return new ServiceBlueprint(
                service,
                cluster,
                new ContainerBlueprint("orders", port, image, environment, secrets, command),
                new TaskBlueprint(cpu, memory, platform, networkMode, executionRole, taskRole, logGroup, recorded),
                new Network(vpc, subnets, securityGroups, publicIp, found),
                balancing,
                new Running(capacity, count, scaling),
                tags);
    }

    public ServiceTemplate template() {
        return ServiceTemplate.of(blueprint());
    }
}
