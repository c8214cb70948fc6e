package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.release.Plan;
import io.github.ecsmaven.release.PlanPart;
import io.github.ecsmaven.release.PlannedStack;
import io.github.ecsmaven.release.StackDecision;
import io.github.ecsmaven.stack.ChangeSet;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.PropertyChange;
import io.github.ecsmaven.stack.Removal;
import io.github.ecsmaven.stack.ResourceChange;
import io.github.ecsmaven.stack.StackChange;
import io.github.ecsmaven.stack.StackEnd;
import io.github.ecsmaven.stack.StackEvent;
import io.github.ecsmaven.stack.StackFollowUp;
import io.github.ecsmaven.stack.StackOutcome;
import io.github.ecsmaven.stack.StackRequest;
import io.github.ecsmaven.stack.StackResource;
import io.github.ecsmaven.stack.StackTags;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Everything that is said of stacks: {@code src/test/resources/mojo/stack-log*.txt}. */
class StackLogTest {
    private static final String BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    private static final String SERVICE = "AWS::ECS::Service";
    private static final String STACK = "AWS::CloudFormation::Stack";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Terminal terminal = new Terminal();
    private final RecordingLog maven = new RecordingLog(terminal);
    private final ShopService shop = new ShopService();
    private final StackRequest request = request();

    private static StackRequest request() {
        Map<String, String> resources = new LinkedHashMap<>();
        resources.put("LogGroup", "AWS::Logs::LogGroup");
        resources.put("LoadBalancer", BALANCER);
        resources.put("Service", SERVICE);
        return new StackRequest(
                "shop-orders",
                """
                {"Resources": {"LogGroup": {"Properties": {"LogGroupName": "/ecs/orders"}}, "LoadBalancer": {"Properties":
                {"Name": "shop-orders"}}, "Service": {"Properties": {"ServiceName": "orders", "Cluster": {"Ref": "Cluster"}}}}}""",
                resources,
                List.of(),
                Map.of(StackTags.OWNER, "shop/orders"));
    }

    private static DeployedStack stack(String status) {
        return new DeployedStack(
                "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop-orders/9bb8",
                "shop-orders",
                status,
                Optional.empty(),
                Map.of(StackTags.OWNER, "shop/orders"),
                Map.of());
    }

    private StackLog log(boolean live) {
        return new StackLog(maven, terminal.block(live), terminal, request.resources());
    }

    private StackChange update() {
        return new StackChange.Update(
                request,
                stack("CREATE_COMPLETE"),
                new ChangeSet(
                        "arn:change-set",
                        List.of(
                                new ResourceChange(
                                        ResourceChange.Action.REPLACE,
                                        "TaskDefinition",
                                        "AWS::ECS::TaskDefinition",
                                        Optional.of("orders:1"),
                                        List.of(
                                                property("Cpu", PropertyChange.Kind.CHANGED, "256", "512", true),
                                                property(
                                                        "ContainerDefinitions.0.Environment.0.Value",
                                                        PropertyChange.Kind.CHANGED,
                                                        null,
                                                        null,
                                                        true)),
                                        true),
                                new ResourceChange(
                                        ResourceChange.Action.CHANGE,
                                        "Service",
                                        SERVICE,
                                        Optional.of("orders"),
                                        List.of(
                                                new PropertyChange(
                                                        "TaskDefinition",
                                                        PropertyChange.Kind.CHANGED,
                                                        Optional.of("orders:1"),
                                                        Optional.empty(),
                                                        false,
                                                        Optional.of("TaskDefinition"),
                                                        true),
                                                property("DesiredCount", PropertyChange.Kind.ADDED, null, "2", false)),
                                        false),
                                new ResourceChange(
                                        ResourceChange.Action.DELETE,
                                        "LoadBalancer",
                                        BALANCER,
                                        Optional.of("app/shop-orders/50dc"),
                                        List.of(),
                                        false))));
    }

    private static PropertyChange property(
            String path, PropertyChange.Kind kind, @Nullable String before, @Nullable String after, boolean replaces) {
        return new PropertyChange(
                path, kind, Optional.ofNullable(before), Optional.ofNullable(after), replaces, Optional.empty(), true);
    }

    private StackDecision redeploy() {
        return new StackDecision(
                new StackChange.Nothing(request, stack("UPDATE_COMPLETE")),
                Optional.of(new ServiceChange.Redeploy(
                        shop.running(), shop.wanted(), ShopService.SHOP_13, ServiceChange.Reason.OF_ITS_STACK)));
    }

    private static StackDecision of(StackChange change) {
        return new StackDecision(change, Optional.empty());
    }

    @Test
    void eachDecisionAndEnd() {
        StackLog log = log(false);
        maven.when("there is no stack");
        log.decided(of(new StackChange.Create(request)));
        maven.when("a creation failed before");
        log.decided(of(new StackChange.Recreate(request, stack("ROLLBACK_COMPLETE"))));
        log.removingLeftover(stack("ROLLBACK_COMPLETE"));
        maven.when("something differs");
        log.decided(of(update()));
        maven.when("the service was given another revision");
        log.decided(redeploy());
        maven.when("an earlier run is at it");
        log.decided(of(new StackChange.Follow(request, stack("CREATE_IN_PROGRESS"), true)));
        maven.when("somebody else is at it");
        log.decided(of(new StackChange.Follow(request, stack("UPDATE_ROLLBACK_IN_PROGRESS"), false)));
        for (StackEnd end : StackEnd.values()) {
            if (!end.isFailure()) {
                maven.when("it ends: " + end);
                log.ended(new StackOutcome(end, stack("COMPLETE"), Optional.empty(), Duration.ofSeconds(75)));
            }
        }
        maven.when("the URL answers");
        log.answered("http://shop-orders-1.eu-west-1.elb.amazonaws.com/health", 200, 3);
        maven.when("there is a service outside of any stack");
        maven.info(StackLog.outside("service 'orders' in cluster 'shop'", "shop-orders"));
        maven.when("it is destroyed");
        StackLog.goes(new Removal(
                        stack("CREATE_COMPLETE"),
                        List.of(
                                new StackResource(
                                        "LogGroup",
                                        "AWS::Logs::LogGroup",
                                        Optional.of("/ecs/orders"),
                                        "CREATE_COMPLETE",
                                        Optional.empty()),
                                new StackResource(
                                        "Service", SERVICE, Optional.empty(), "CREATE_FAILED", Optional.empty()))))
                .forEach(maven::info);
        maven.info(StackLog.ofRepository("orders", false));
        maven.info(StackLog.ofRepository("orders", true));

        GoldenFile.assertReads("stack-log-decisions.txt", maven.text());
    }

    @Test
    void eventsWithoutATerminal() {
        StackLog log = log(false);
        tell(log);

        GoldenFile.assertReads("stack-log-batch.txt", maven.text());
    }

    @Test
    void eventsInATerminal() {
        StackLog log = log(true);
        tell(log);

        GoldenFile.assertReads("stack-log-terminal.txt", maven.text());
    }

    private void tell(StackLog log) {
        log.followUp(new StackFollowUp(
                stack("CREATE_IN_PROGRESS"), "aws cloudformation describe-stack-events", Optional.empty()));
        maven.when("it begins");
        log.event(event(0, "shop-orders", STACK, "CREATE_IN_PROGRESS", "User Initiated"));
        pass(1000);
        log.event(event(1, "LogGroup", "AWS::Logs::LogGroup", "CREATE_IN_PROGRESS", null));
        log.event(event(1, "LoadBalancer", BALANCER, "CREATE_IN_PROGRESS", null));
        pass(2000);
        maven.when("the resource is there, and not yet ready");
        log.event(event(2, "LoadBalancer", BALANCER, "CREATE_IN_PROGRESS", "Resource creation Initiated"));
        pass(1000);
        maven.when("one is ready");
        log.event(event(4, "LogGroup", "AWS::Logs::LogGroup", "CREATE_COMPLETE", null));
        pass(90_000);
        maven.when("time passes");
        log.draw();
        maven.when("AWS does not answer once");
        log.lookFailed("AWS CloudFormation did not answer");
        log.event(event(94, "LoadBalancer", BALANCER, "CREATE_COMPLETE", null));
        maven.when("one fails");
        log.event(event(95, "Service", SERVICE, "CREATE_IN_PROGRESS", null));
        pass(1000);
        log.event(event(99, "Service", SERVICE, "CREATE_FAILED", "Circuit Breaker was triggered"));
        log.event(event(
                99,
                "shop-orders",
                STACK,
                "ROLLBACK_IN_PROGRESS",
                "The following resource(s) failed to create: [Service]."));
        log.unexplained("The logs of the tasks cannot be read.");
        pass(1000);
        maven.when("it is taken back");
        log.event(event(100, "LoadBalancer", BALANCER, "DELETE_IN_PROGRESS", null));
        pass(1000);
        log.event(event(101, "LoadBalancer", BALANCER, "DELETE_COMPLETE", null));
        log.event(event(102, "shop-orders", STACK, "ROLLBACK_COMPLETE", null));
        log.end();
    }

    private void pass(long millis) {
        terminal.pass(millis);
    }

    private static StackEvent event(int second, String id, String type, String status, @Nullable String reason) {
        return new StackEvent(
                NOON.plusSeconds(second), id, type, status, Optional.ofNullable(reason), Optional.empty());
    }

    @Test
    void eachPlan() {
        plan("of a first creation", of(new StackChange.Create(request)), false);
        plan("after one that failed", of(new StackChange.Recreate(request, stack("ROLLBACK_COMPLETE"))), false);
        plan("of an update that loses something", of(update()), false);
        plan("of the same, allowed", of(update()), true);
        plan(
                "of outputs alone",
                of(new StackChange.Update(
                        request, stack("CREATE_COMPLETE"), new ChangeSet("arn:change-set", List.of()))),
                false);
        plan("of nothing", of(new StackChange.Nothing(request, stack("UPDATE_COMPLETE"))), false);
        plan("of a service with another revision", redeploy(), false);
        plan("while something goes on", of(new StackChange.Follow(request, stack("UPDATE_IN_PROGRESS"), false)), false);
        plan(
                "of a stack that is stuck",
                of(new StackChange.Stuck(
                        request,
                        stack("UPDATE_ROLLBACK_FAILED"),
                        "The stack 'shop-orders' is UPDATE_ROLLBACK_FAILED.",
                        "End it: aws cloudformation continue-update-rollback.")),
                false);
        GoldenFile.assertReads("stack-log-plan.txt", maven.text());
    }

    private void plan(String when, StackDecision decision, boolean allowed) {
        maven.when(when);
        Plan plan = new Plan(
                Set.of(PlanPart.DEPLOY),
                "orders",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(new PlannedStack("shop/orders", decision, DeploymentSettings.defaults(), allowed)),
                Optional.empty());
        PlanReport.of(plan, "Plan:").lines().forEach(maven::info);
    }
}
