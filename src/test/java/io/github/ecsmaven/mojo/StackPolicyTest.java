package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.IamPolicy;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The goals for a service from nothing as a user who may do nothing but what {@code ecs:iam-policy} says for the goal's stage; the sandbox
 * weighs each request of ours, and each of CloudFormation in our name, against that policy.
 */
class StackPolicyTest extends PlannedScenario {
    private static final String ORDERS =
            """
            <createService>true</createService><createCluster>true</createCluster>
            <cluster>shop</cluster><service>orders</service><containerPort>8080</containerPort>
            """;
    private static final String SCALING = "<autoscaling><max>3</max><cpu>60</cpu></autoscaling>";

    /**
     * What this story does not come to: failures (events, logs, drift, stopped tasks), layers that no registry has, roles that AWS makes at
     * first use, and what AWS's own handlers read or change that the sandbox's do not.
     */
    private static final Set<String> NOT_MET = new TreeSet<>(Set.of(
            "application-autoscaling:DescribeScalableTargets",
            "application-autoscaling:DescribeScalingPolicies",
            "cloudformation:DescribeEvents",
            "cloudformation:DetectStackResourceDrift",
            "cloudformation:ListChangeSets",
            "ecr:BatchCheckLayerAvailability",
            "ecr:UploadLayerPart",
            "ecs:DescribeTasks",
            "ecs:PutClusterCapacityProviders",
            "ecs:UpdateCluster",
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeTargetGroupAttributes",
            "elasticloadbalancing:ModifyLoadBalancerAttributes",
            "elasticloadbalancing:SetSecurityGroups",
            "iam:CreateServiceLinkedRole",
            "iam:ListAttachedRolePolicies",
            "iam:ListRolePolicies",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
            "logs:GetLogEvents"));

    private final List<IamPolicy> policies = new ArrayList<>();
    private final Set<String> granted = new TreeSet<>();

    private void writePolicies(String xml) throws Exception {
        module.sandbox().identities().addUser(Identities.CI, "ci", Set.of());
        module.run(IamPolicyMojo.class, module.goal(xml));
    }

    private Path policy(String stage) {
        return directory.resolve("target/ecs/iam-policy-" + stage + ".json");
    }

    private void as(String stage) throws IOException {
        IamPolicy policy = module.sandbox().identities().restrict(Identities.CI, Files.readString(policy(stage)));
        policies.add(policy);
        granted.addAll(policy.actions());
    }

    private List<String> refused() {
        return policies.stream().flatMap(policy -> policy.refused().stream()).toList();
    }

    private Set<String> used() {
        Set<String> used = new TreeSet<>();
        policies.forEach(policy -> used.addAll(policy.used()));
        return used;
    }

    private void deploy(String image, String xml) throws Exception {
        as("push");
        module.push(image, module.goal(xml));
        as("deploy");
        module.run(DeployMojo.class, module.goal(xml));
    }

    @Test
    void creatingChangingAndDestroyingNeedWhatThePoliciesSay() throws Exception {
        module.sandbox().ssm().seedParameter("/orders/key");
        writePolicies(ORDERS + SCALING);

        as("verify");
        module.run(VerifyMojo.class, module.goal(ORDERS + SCALING));
        deploy("one", ORDERS + SCALING);
        as("plan");
        module.run(
                PlanMojo.class,
                module.goal(ORDERS + SCALING + "<cpu>512</cpu><memory>1024</memory>")
                        .with("ecs.build.skip", "true"));
        deploy(
                "two",
                ORDERS + SCALING.replace("60", "70")
                        + "<logRetention>7</logRetention><loadBalancer><healthCheckPath>/health</healthCheckPath></loadBalancer>"
                        + "<stackTags><team>orders</team></stackTags>");
        deploy(
                "three",
                ORDERS + SCALING
                        + "<containerSecrets><KEY>/orders/key</KEY></containerSecrets><assignPublicIp>true</assignPublicIp>"
                        + "<subnets><subnet>" + Vpc.DEFAULT_SUBNETS.get(0) + "</subnet><subnet>"
                        + Vpc.DEFAULT_SUBNETS.get(1) + "</subnet></subnets>"
                        + "<loadBalancer><port>8081</port></loadBalancer>");
        as("deploy");
        module.run(StatusMojo.class, module.goal(ORDERS + SCALING));
        as("destroy");
        module.run(
                DestroyMojo.class,
                module.goal(ORDERS + SCALING)
                        .with("ecs.destroy", "orders")
                        .with("ecs.destroyRepository", "shop")
                        .with("ecs.forceDelete", "true"));

        assertThat(refused()).isEmpty();
        assertThat(granted)
                .containsAll(used())
                .filteredOn(action -> !used().contains(action))
                .containsExactlyElementsOf(NOT_MET);
    }

    @Test
    void aPermissionThatIsMissingIsNamed() throws Exception {
        writePolicies(ORDERS);
        as("push");
        module.push("one", module.goal(ORDERS));
        String all = Files.readString(policy("deploy"));
        for (String missing : List.of(
                "cloudformation:CreateChangeSet",
                "iam:CreateRole",
                "elasticloadbalancing:CreateListener",
                "ecs:CreateService")) {
            module.sandbox().identities().restrict(Identities.CI, all.replace('"' + missing + '"', "\"none:None\""));
            assertThatThrownBy(() -> module.run(DeployMojo.class, module.goal(ORDERS)))
                    .as(missing)
                    .hasMessageContaining(missing)
                    .hasMessageContaining(
                            "Allow it in an IAM policy of that identity: {\"Effect\": \"Allow\", \"Action\": \""
                                    + missing);
        }
    }
}
