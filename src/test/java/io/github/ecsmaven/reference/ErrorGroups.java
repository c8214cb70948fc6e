package io.github.ecsmaven.reference;

import io.github.ecsmaven.reference.Sources.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the user is doing when an error comes up: the page's headings, in the order of a build. */
final class ErrorGroups {
    private static final Map<String, String> HEADING_OF = new HashMap<>();
    private static final Set<String> HEADINGS = new LinkedHashSet<>();

    // The first that fits of "Class.method", "Class" and the last part of the package's name.
    static {
        under("Configuration and command line", "mojo", "image");
        under("Dockerfile and build context", "context", "ModuleImage.exists");
        under("Docker Engine", "docker");
        under("Building the image", "buildkit", "BuildFailures", "BuildOutput", "ClassicBuilder");
        under(
                "Credentials for registries",
                "AuthorizationToken",
                "ConfigKeychain",
                "CredentialHelper",
                "DockerLogs",
                "JsonFile",
                "RegistryClient",
                "SettingsKeychain");
        under("AWS region, credentials, permissions and network", "aws", "Awaited", "ReadAhead");
        under(
                "Repository and push",
                "ecr",
                "release",
                "EnginePush",
                "ImagePusher",
                "PushOutput",
                "PushRefusedException");
        under(
                "Lifecycle policy",
                "LifecycleCheck",
                "LifecycleFinding",
                "LifecycleParameters",
                "LifecyclePolicy",
                "LifecycleRule",
                "LifecycleRuleCheck",
                "LifecycleRules");
        under(
                "Stages of a pipeline",
                "AbstractImageMojo",
                "DeployedImage.pushed",
                "KeptFile",
                "ModuleImage.foreign",
                "RecordFiles");
        under("Service and task definition", "ecs", "DeployedImage", "TaskSizes");
        under("A service from nothing", "stack");
        under("Deployment", "elb", "FailureReport", "ServiceDeployer", "VerifyBesideBuild", "VerifyLog");
    }

    private ErrorGroups() {}

    private static void under(String heading, String... places) {
        HEADINGS.add(heading);
        for (String place : places) {
            HEADING_OF.put(place, heading);
        }
    }

    static List<String> headings() {
        return new ArrayList<>(HEADINGS);
    }

    static Optional<String> of(Call site) {
        return List.of(site.place(), site.type().topLevelName(), site.type().room()).stream()
                .map(HEADING_OF::get)
                .filter(heading -> heading != null)
                .findFirst();
    }
}
