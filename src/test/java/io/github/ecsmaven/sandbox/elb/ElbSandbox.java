package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Elastic Load Balancing v2 on this machine. Seeds go through the same validation as requests. Safe for use by several threads. */
public final class ElbSandbox implements TargetGroups, AutoCloseable {
    final ElbArns arns;
    final Vpc vpc;
    final Clock clock;
    final Map<String, LoadBalancer> loadBalancers = new LinkedHashMap<>();
    final Map<String, TargetGroup> targetGroups = new LinkedHashMap<>();
    final Map<String, Listener> listeners = new LinkedHashMap<>();
    /** Of everything that has an ARN. */
    final Map<String, Map<String, String>> tags = new LinkedHashMap<>();

    final LoadBalancerAttributes attributes = new LoadBalancerAttributes(this);

    private final Map<String, Action> actions;
    private final Caller seeder;
    private boolean ports;

    public ElbSandbox(String account, String region, Clock clock, Vpc vpc) {
        this.arns = new ElbArns(account, region);
        this.clock = clock;
        this.vpc = vpc;
        this.seeder = new Caller("arn:aws:iam::" + account + ":user/seeder", account, Set.of());
        LoadBalancerApi loadBalancerApi = new LoadBalancerApi(this);
        TargetGroupApi targetGroupApi = new TargetGroupApi(this);
        ListenerApi listenerApi = new ListenerApi(this);
        RuleApi ruleApi = new RuleApi(this, listenerApi);
        TagApi tagApi = new TagApi(this);
        vpc.securityGroupsAreUsedBy(this::isUsing);
        this.actions = Map.ofEntries(
                Map.entry("CreateLoadBalancer", loadBalancerApi::create),
                Map.entry("DescribeLoadBalancers", loadBalancerApi::describe),
                Map.entry("DeleteLoadBalancer", loadBalancerApi::delete),
                Map.entry("CreateTargetGroup", targetGroupApi::create),
                Map.entry("DescribeTargetGroups", targetGroupApi::describe),
                Map.entry("DescribeTargetGroupAttributes", targetGroupApi::describeAttributes),
                Map.entry("DescribeTargetHealth", targetGroupApi::describeHealth),
                Map.entry("DeleteTargetGroup", targetGroupApi::delete),
                Map.entry("SetSubnets", loadBalancerApi::setSubnets),
                Map.entry("SetSecurityGroups", loadBalancerApi::setSecurityGroups),
                Map.entry("ModifyLoadBalancerAttributes", attributes::modify),
                Map.entry("DescribeLoadBalancerAttributes", attributes::describe),
                Map.entry("ModifyTargetGroup", targetGroupApi::modify),
                Map.entry("ModifyTargetGroupAttributes", attributes::modifyTargetGroup),
                Map.entry("ModifyListener", listenerApi::modify),
                Map.entry("CreateRule", ruleApi::create),
                Map.entry("DescribeRules", ruleApi::describe),
                Map.entry("ModifyRule", ruleApi::modify),
                Map.entry("SetRulePriorities", ruleApi::setPriorities),
                Map.entry("DeleteRule", ruleApi::delete),
                Map.entry("AddTags", tagApi::add),
                Map.entry("RemoveTags", tagApi::remove),
                Map.entry("DescribeTags", tagApi::describe),
                Map.entry("CreateListener", listenerApi::create),
                Map.entry("DescribeListeners", listenerApi::describe),
                Map.entry("DeleteListener", listenerApi::delete));
    }

    /** Whether a load balancer has network interfaces in a security group. */
    private synchronized boolean isUsing(String securityGroup) {
        return loadBalancers.values().stream()
                .anyMatch(one -> one.settings().securityGroups().contains(securityGroup));
    }

    /** From now on every new listener is a port of 127.0.0.1 that takes connections, and is refused where it cannot be. */
    public synchronized void openPorts() {
        ports = true;
    }

    /** Whether new listeners are ports. */
    public synchronized boolean opensPorts() {
        return ports;
    }

    /**
     * Answers one action.
     *
     * @param fields all of the form, {@code Action} and {@code Version} included
     * @return what stands inside {@code <ActionResult>}
     * @throws AwsError what AWS would answer instead; also for an action or a parameter that the sandbox does not implement
     */
    public synchronized Xml call(Map<String, String> fields, Caller caller) throws AwsError {
        QueryForm form = QueryForm.of("elasticloadbalancing", fields);
        Action action = actions.get(form.action());
        if (action == null) {
            throw AwsError.notImplemented("elasticloadbalancing:" + form.action());
        }
        return action.answer(form, caller);
    }

    @Override
    public synchronized Optional<TargetGroup> find(String arn) {
        return Optional.ofNullable(targetGroups.get(arn));
    }

    /**
     * Creates a load balancer, a target group of type ip that it serves, and the listener between them.
     *
     * @param name of load balancer and target group
     * @return the target group's ARN
     */
    public String seedWebService(String name, int listenerPort) {
        return seedWebService(name, listenerPort, Map.of());
    }

    /** @param healthCheck parameters of CreateTargetGroup such as {@code HealthCheckPath} */
    public String seedWebService(String name, int listenerPort, Map<String, String> healthCheck) {
        String loadBalancer = seedLoadBalancer(name, "application", "internet-facing");
        String targetGroup = seedTargetGroup(name, "HTTP", "ip", healthCheck);
        seedListener(loadBalancer, "HTTP", listenerPort, targetGroup);
        return targetGroup;
    }

    /** @return the load balancer's ARN */
    public String seedLoadBalancer(String name, String type, String scheme) {
        return seed(
                Map.of(
                        "Action",
                        "CreateLoadBalancer",
                        "Name",
                        name,
                        "Type",
                        type,
                        "Scheme",
                        scheme,
                        "Subnets.member.1",
                        Vpc.SUBNET_A,
                        "Subnets.member.2",
                        Vpc.SUBNET_B),
                "LoadBalancerArn");
    }

    /** @return the ARN of a target group of type ip */
    public String seedTargetGroup(String name, String protocol) {
        return seedTargetGroup(name, protocol, "ip");
    }

    /** @return the target group's ARN */
    public String seedTargetGroup(String name, String protocol, String targetType) {
        return seedTargetGroup(name, protocol, targetType, Map.of());
    }

    private String seedTargetGroup(String name, String protocol, String targetType, Map<String, String> healthCheck) {
        Map<String, String> fields = new LinkedHashMap<>(healthCheck);
        fields.put("Action", "CreateTargetGroup");
        fields.put("Name", name);
        fields.put("Protocol", protocol);
        fields.put("Port", "80");
        fields.put("VpcId", Vpc.ID);
        fields.put("TargetType", targetType);
        return seed(fields, "TargetGroupArn");
    }

    /** @return the listener's ARN */
    public String seedListener(String loadBalancerArn, String protocol, int port, String targetGroupArn) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Action", "CreateListener");
        fields.put("LoadBalancerArn", loadBalancerArn);
        fields.put("Protocol", protocol);
        fields.put("Port", Integer.toString(port));
        fields.put("DefaultActions.member.1.Type", "forward");
        fields.put("DefaultActions.member.1.TargetGroupArn", targetGroupArn);
        if (protocol.equals("HTTPS")) {
            fields.put(
                    "Certificates.member.1.CertificateArn",
                    "arn:aws:acm:" + arns.region() + ":" + arns.account()
                            + ":certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
        }
        return seed(fields, "ListenerArn");
    }

    /** Deletes a listener. */
    public void remove(String listenerArn) {
        delete(Map.of("Action", "DeleteListener", "ListenerArn", listenerArn));
    }

    /** Deletes a listener, and the target group that it forwarded to. */
    public void remove(String listenerArn, String targetGroupArn) {
        remove(listenerArn);
        delete(Map.of("Action", "DeleteTargetGroup", "TargetGroupArn", targetGroupArn));
    }

    private void delete(Map<String, String> fields) {
        try {
            call(fields, seeder);
        } catch (AwsError e) {
            throw new IllegalArgumentException(fields.get("Action") + ": " + e.code() + ": " + e.message(), e);
        }
    }

    private String seed(Map<String, String> fields, String wanted) {
        try {
            String answer = call(fields, seeder).toString();
            int start = answer.indexOf("<" + wanted + ">") + wanted.length() + 2;
            return answer.substring(start, answer.indexOf("</", start));
        } catch (AwsError e) {
            throw new IllegalArgumentException(fields.get("Action") + ": " + e.code() + ": " + e.message(), e);
        }
    }

    /** Closes every port. */
    @Override
    public synchronized void close() {
        listeners.values().forEach(Listener::close);
        listeners.clear();
    }

    @FunctionalInterface
    interface Action {
        Xml answer(QueryForm form, Caller caller) throws AwsError;
    }
}
