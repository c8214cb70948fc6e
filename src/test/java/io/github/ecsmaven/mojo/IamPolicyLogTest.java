package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import io.github.ecsmaven.ecs.TaskResources;
import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.iam.Policy;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.release.NeededDeployment;
import io.github.ecsmaven.release.NeededPermissions;
import io.github.ecsmaven.release.PermissionGap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All that {@code ecs:iam-policy} says. */
class IamPolicyLogTest {
    private static final Place IRELAND = new Place("aws", "eu-west-1", "123456789012");
    private static final Path FILES = Path.of("target/ecs");

    private final RecordingLog log = new RecordingLog(new Terminal());
    private final RepositoryLocation repository = RepositoryLocation.parse("team/shop", Set.of());
    private final ServiceReference service = new ServiceReference("prod", "shop");

    private void write(String situation, IamPolicyReport report) {
        log.when(situation);
        report.lines().forEach(log::info);
    }

    private Policy push() {
        return new NeededPermissions(IRELAND, Set.of())
                .toPush(repository, RepositorySettings.defaults(), true, Optional.of(service), true);
    }

    private Policy deploy() {
        TaskResources tasks = new TaskResources(
                "shop",
                List.of("arn:aws:iam::123456789012:role/shop-execution", "arn:aws:iam::123456789012:role/shop-task"),
                List.of(new TaskResources.LogGroup("eu-west-1", "/ecs/shop")),
                List.of(ImageReference.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/proxy:1")),
                List.of());
        return new NeededPermissions(IRELAND, Set.of())
                .toDeploy(new NeededDeployment(
                        service,
                        DeploymentSettings.defaults(),
                        true,
                        false,
                        new TaskDefinitionSource.RunsNow(),
                        Optional.of(tasks),
                        true,
                        repository,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void saysItAll() {
        IamPolicyReport whole = new IamPolicyReport("shop");
        whole.policy(List.of("build", "push", "deploy"), push().and(deploy()), FILES.resolve("iam-policy.json"));
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("push", FILES.resolve("iam-policy-push.json"));
        files.put("deploy", FILES.resolve("iam-policy-deploy.json"));
        files.put("", FILES.resolve("iam-policy.json"));
        whole.stages(files);
        whole.role("arn:aws:iam::123456789012:role/deployer");
        write("all stages of a module with a service", whole);

        IamPolicyReport nothing = new IamPolicyReport("shop");
        nothing.policy(List.of("build"), Policy.NONE, null);
        nothing.stages(Map.of());
        write("a build without private base images", nothing);

        IamPolicyReport gaps = new IamPolicyReport("shop");
        gaps.gaps(List.of(
                new PermissionGap.Region("No AWS region is known."),
                new PermissionGap.Account("No AWS credentials were found."),
                new PermissionGap.TaskDefinition("There is no service 'shop' in cluster 'prod'."),
                new PermissionGap.BaseImage(3, "$BASE", "BASE has no value"),
                new PermissionGap.OtherAccount("arn:aws:ecr:eu-west-1:999999999999:repository/base")));
        write("what is not known", gaps);
        GoldenFile.assertReads("iam-policy-log.txt", log.text());
    }
}
