package io.github.ecsmaven.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.ecsmaven.aws.AwsApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policies allow what the code calls, and nothing else: a call that is added is missing here until a policy has it. */
class CalledActionsTest {
    private static final Place PLACE = new Place("aws", "eu-west-1", "123456789012");
    private static final ServicePlace SERVICE = new ServicePlace(PLACE, "prod", "shop");

    /** Of STS the caller's own name alone is asked, which takes no permission (STS API reference, GetCallerIdentity). */
    private static final Map<String, String> CLIENTS = Map.of(
            "software.amazon.awssdk.services.ecr.EcrClient", "ecr",
            "software.amazon.awssdk.services.ecs.EcsClient", "ecs",
            "software.amazon.awssdk.services.cloudformation.CloudFormationClient", "cloudformation",
            "software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient", "logs");

    private static final Set<String> NO_CALLS = Set.of("builder", "close", "create", "serviceName");

    /** What an engine or a BuildKit daemon calls for us (ECR user guide, "Required IAM permissions for pushing an image"). */
    private static final Set<String> BY_THE_BUILDER = Set.of(
            "ecr:BatchCheckLayerAvailability",
            "ecr:CompleteLayerUpload",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart");

    /** What ECS and ECR ask in our name. */
    private static final Set<String> BY_THE_SERVICE = Set.of("iam:PassRole", "kms:CreateGrant", "kms:DescribeKey");

    /** What CloudFormation calls as the caller for the resources of our templates, and where it looks whether they are there. */
    private static final Set<String> BY_CLOUDFORMATION = Set.of(
            "application-autoscaling:DeleteScalingPolicy",
            "application-autoscaling:DeregisterScalableTarget",
            "application-autoscaling:DescribeScalableTargets",
            "application-autoscaling:DescribeScalingPolicies",
            "application-autoscaling:PutScalingPolicy",
            "application-autoscaling:RegisterScalableTarget",
            "application-autoscaling:TagResource",
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:CreateSecurityGroup",
            "ec2:CreateTags",
            "ec2:DeleteSecurityGroup",
            "ec2:DeleteTags",
            "ec2:DescribeSecurityGroups",
            "ec2:RevokeSecurityGroupIngress",
            "ecs:CreateCluster",
            "ecs:CreateService",
            "ecs:DeleteCluster",
            "ecs:DeleteService",
            "ecs:PutClusterCapacityProviders",
            "ecs:UntagResource",
            "ecs:UpdateCluster",
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:CreateListener",
            "elasticloadbalancing:CreateLoadBalancer",
            "elasticloadbalancing:CreateRule",
            "elasticloadbalancing:CreateTargetGroup",
            "elasticloadbalancing:DeleteListener",
            "elasticloadbalancing:DeleteLoadBalancer",
            "elasticloadbalancing:DeleteRule",
            "elasticloadbalancing:DeleteTargetGroup",
            "elasticloadbalancing:DescribeRules",
            "elasticloadbalancing:ModifyListener",
            "elasticloadbalancing:ModifyLoadBalancerAttributes",
            "elasticloadbalancing:ModifyRule",
            "elasticloadbalancing:ModifyTargetGroup",
            "elasticloadbalancing:ModifyTargetGroupAttributes",
            "elasticloadbalancing:RemoveTags",
            "elasticloadbalancing:SetRulePriorities",
            "elasticloadbalancing:SetSecurityGroups",
            "elasticloadbalancing:SetSubnets",
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:CreateServiceLinkedRole",
            "iam:DeleteRole",
            "iam:DeleteRolePolicy",
            "iam:DetachRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListRolePolicies",
            "iam:PutRolePolicy",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
            "logs:CreateLogGroup",
            "logs:DeleteLogGroup",
            "logs:PutRetentionPolicy",
            "logs:TagResource",
            "logs:UntagResource");

    private static Policy everything() {
        Policy build = new BuildPermissions(Set.of("base"), Set.of("cache")).policy();
        Policy push = new PushPermissions(
                        "repository",
                        EnumSet.allOf(RepositoryFeature.class),
                        Optional.of("key"),
                        Optional.of(SERVICE),
                        true)
                .policy();
        Policy deploy = new DeployPermissions(
                        SERVICE,
                        "shop",
                        Set.of("role"),
                        Set.of("logs"),
                        EnumSet.allOf(DeployFeature.class),
                        Set.of("repository"),
                        Set.of("other"))
                .policy();
        Policy guard = new GuardPermissions(PLACE, "repository", Set.of(Place.ANY), true).policy();
        Policy verify = new VerifyPermissions(
                        Optional.of("repository"),
                        EnumSet.allOf(RepositoryFeature.class),
                        Set.of("other"),
                        Optional.of(SERVICE),
                        Set.of("role"),
                        Set.of("secret"),
                        Set.of("parameter"),
                        Set.of("group"),
                        EnumSet.allOf(VerifyFeature.class))
                .policy();
        Policy stack = new StackPermissions(
                        SERVICE,
                        "prod-shop",
                        "role",
                        Set.of("role"),
                        "logs",
                        "balancer/*",
                        "targets",
                        EnumSet.allOf(StackFeature.class))
                .policy();
        Policy destroy = PushPermissions.deletion("repository");
        return build.and(push).and(guard).and(deploy).and(verify).and(stack).and(destroy);
    }

    @Test
    void thePoliciesAllowExactlyWhatIsCalled() throws IOException {
        Set<String> called = new TreeSet<>(callsOfClients());
        called.addAll(callsOfLoadBalancers());
        called.addAll(signedReads());
        called.addAll(BY_THE_BUILDER);
        called.addAll(BY_THE_SERVICE);
        called.addAll(BY_CLOUDFORMATION);

        ExpressPermissions permissions = new ExpressPermissions(
                SERVICE,
                Set.of("role"),
                "other",
                new ExpressPermissions.MadeRoles("stack", Set.of("role")),
                true,
                true);
        Policy express = permissions.policy().and(permissions.removal());
        assertThat(everything().and(express).actions()).containsExactlyElementsOf(called);
    }

    private static Set<String> callsOfClients() {
        JavaClasses ours = withoutReadingTheSdk(() -> new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.ecsmaven"));
        return ours.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> CLIENTS.containsKey(call.getTargetOwner().getName()))
                .filter(call -> !NO_CALLS.contains(call.getName()))
                .map(CalledActionsTest::action)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JavaClasses withoutReadingTheSdk(Supplier<JavaClasses> importing) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return importing.get();
        });
    }

    private static String action(JavaMethodCall call) {
        String operation = call.getName().replaceFirst("Paginator$", "");
        return CLIENTS.get(call.getTargetOwner().getName()) + ":"
                + operation.substring(0, 1).toUpperCase(Locale.ROOT) + operation.substring(1);
    }

    private static Set<String> callsOfLoadBalancers() throws IOException {
        Set<String> calls = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/github/ecsmaven/elb"))) {
            for (Path source : sources.toList()) {
                Matcher call = Pattern.compile("\\.call\\(\\s*\"(\\w+)\"").matcher(Files.readString(source));
                while (call.find()) {
                    calls.add("elasticloadbalancing:" + call.group(1));
                }
            }
        }
        return calls;
    }

    /** Calls of {@code AwsReads}, each with its service's name in the code; EC2's and load balancers' go through methods of their own. */
    private static Set<String> signedReads() throws IOException {
        Set<String> calls = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/github/ecsmaven"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                String code = Files.readString(source);
                Matcher read = Pattern.compile("AwsApi\\.([A-Z_0-9]+),\\s*(?:[\\w.()]+,\\s*)?\"(\\w+)\"")
                        .matcher(code);
                while (read.find()) {
                    calls.add(AwsApi.valueOf(read.group(1)).actionPrefix() + ":" + read.group(2));
                }
                Matcher ofEc2 = Pattern.compile("\\bdescribeAll\\(\\s*\"(Describe\\w+)\"")
                        .matcher(code);
                while (ofEc2.find()) {
                    calls.add("ec2:" + ofEc2.group(1));
                }
                Matcher ofBalancer =
                        Pattern.compile("\\bone\\(\\s*\"(Describe\\w+)\"").matcher(code);
                while (ofBalancer.find()) {
                    calls.add("elasticloadbalancing:" + ofBalancer.group(1));
                }
            }
        }
        return calls;
    }
}
