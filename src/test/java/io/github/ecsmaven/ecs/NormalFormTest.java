package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** Defaults and spellings that ECS treats as the same are no reason for a new revision. */
class NormalFormTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);
    private static final AwsAccount ACCOUNT = new AwsAccount("aws", "eu-west-1", "123456789012");

    private static final Placeholders NOTHING = Placeholders.of(
            new Services(FakeEcs.running(FakeEcs.shop("shop:1"))).describe(FakeEcs.SHOP),
            Optional.empty(),
            FileProperties.NONE);

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            order of environment    | "environment":[{"name":"A","value":"1"},{"name":"B","value":""}] | "environment":[{"name":"B","value":""},{"name":"A","value":"1"}]
            order of secrets        | "secrets":[{"name":"A","valueFrom":"x"},{"name":"B","valueFrom":"y"}] | "secrets":[{"name":"B","valueFrom":"y"},{"name":"A","valueFrom":"x"}]
            order of ulimits        | "ulimits":[{"name":"core","softLimit":1,"hardLimit":1},{"name":"nofile","softLimit":1,"hardLimit":1}] | "ulimits":[{"name":"nofile","softLimit":1,"hardLimit":1},{"name":"core","softLimit":1,"hardLimit":1}]
            order of mount points   | "mountPoints":[{"containerPath":"/a"},{"containerPath":"/b"}] | "mountPoints":[{"containerPath":"/b"},{"containerPath":"/a","readOnly":false}]
            order of volumesFrom    | "volumesFrom":[{"sourceContainer":"a"},{"sourceContainer":"b"}] | "volumesFrom":[{"sourceContainer":"b"},{"sourceContainer":"a"}]
            order of env files      | "environmentFiles":[{"value":"arn:a","type":"s3"},{"value":"arn:b","type":"s3"}] | "environmentFiles":[{"value":"arn:b","type":"s3"},{"value":"arn:a","type":"s3"}]
            empty lists             | "environment":[],"command":[],"entryPoint":[],"dependsOn":[],"links":[],"dnsServers":[],"extraHosts":[],"systemControls":[],"volumesFrom":[] | "dockerLabels":{}
            essential               | "essential":true | "user":null
            container cpu           | "cpu":0 | "user":null
            version consistency     | "versionConsistency":"enabled" | "user":null
            flags that are off      | "readonlyRootFilesystem":false,"privileged":false | "user":null
            port defaults           | "portMappings":[{"containerPort":80,"hostPort":0}] | "portMappings":[{"containerPort":80,"protocol":"tcp"}]
            port range              | "portMappings":[{"containerPortRange":"80-82"},{"containerPort":90}] | "portMappings":[{"containerPort":90},{"containerPortRange":"80-82","protocol":"tcp"}]
            order of dependencies   | "dependsOn":[{"containerName":"a","condition":"START"},{"containerName":"b","condition":"START"}] | "dependsOn":[{"containerName":"b","condition":"START"},{"containerName":"a","condition":"START"}]
            order of system controls| "systemControls":[{"namespace":"a","value":"1"},{"namespace":"b","value":"1"}] | "systemControls":[{"namespace":"b","value":"1"},{"namespace":"a","value":"1"}]
            order of resources      | "resourceRequirements":[{"type":"GPU","value":"1"},{"type":"InferenceAccelerator","value":"d"}] | "resourceRequirements":[{"type":"InferenceAccelerator","value":"d"},{"type":"GPU","value":"1"}]
            order of hosts          | "extraHosts":[{"hostname":"a","ipAddress":"10.0.0.1"},{"hostname":"b","ipAddress":"10.0.0.1"}] | "extraHosts":[{"hostname":"b","ipAddress":"10.0.0.1"},{"hostname":"a","ipAddress":"10.0.0.1"}]
            other empty lists       | "dnsSearchDomains":[],"resourceRequirements":[],"credentialSpecs":[],"dockerSecurityOptions":[],"secrets":[],"portMappings":[],"mountPoints":[],"ulimits":[],"environmentFiles":[] | "user":null
            order of log options    | "logConfiguration":{"logDriver":"awslogs","options":{"a":"1","b":"2"},"secretOptions":[{"name":"A","valueFrom":"x"},{"name":"B","valueFrom":"y"}]} | "logConfiguration":{"logDriver":"awslogs","options":{"b":"2","a":"1"},"secretOptions":[{"name":"B","valueFrom":"y"},{"name":"A","valueFrom":"x"}]}
            no log options          | "logConfiguration":{"logDriver":"json-file","options":{},"secretOptions":[]} | "logConfiguration":{"logDriver":"json-file"}
            order of capabilities   | "linuxParameters":{"capabilities":{"add":["A","B"],"drop":["C","D"]},"initProcessEnabled":false} | "linuxParameters":{"capabilities":{"add":["B","A"],"drop":["D","C"]},"devices":[]}
            empty health check time | "healthCheck":{"command":["CMD","true"],"startPeriod":0} | "healthCheck":{"command":["CMD","true"],"startPeriod":null}
            health check defaults   | "healthCheck":{"command":["CMD","true"]} | "healthCheck":{"command":["CMD","true"],"interval":30,"timeout":5,"retries":3,"startPeriod":0}
            """)
    void sameContainers(String rule, String left, String right) throws Exception {
        assertThat(different(container(left), container(right))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            cpu in units            | "cpu":"1 vCPU" | "cpu":"1024"
            fraction of a processor | "cpu":".5 vcpu" | "cpu":"512"
            memory in units         | "memory":"2 GB" | "memory":"2048"
            half a gigabyte         | "memory":"0.5GB" | "memory":"512"
            network on EC2          | "networkMode":"bridge" | "cpu":null
            network on Fargate      | "requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc" | "requiresCompatibilities":["FARGATE"]
            platform on Fargate     | "requiresCompatibilities":["FARGATE"],"runtimePlatform":{"cpuArchitecture":"X86_64","operatingSystemFamily":"LINUX"} | "requiresCompatibilities":["FARGATE"]
            order of launch types   | "requiresCompatibilities":["FARGATE","EC2"] | "requiresCompatibilities":["EC2","FARGATE"]
            no mode, no launch type | "networkMode":"bridge","requiresCompatibilities":[],"volumes":[],"placementConstraints":[] | "cpu":null
            half of a platform      | "requiresCompatibilities":["FARGATE"],"runtimePlatform":{"operatingSystemFamily":"LINUX"} | "requiresCompatibilities":["FARGATE"]
            host of a volume        | "volumes":[{"name":"a","host":{}}] | "volumes":[{"name":"a","configuredAtLaunch":false}]
            defaults of EFS         | "volumes":[{"name":"a","efsVolumeConfiguration":{"fileSystemId":"fs-1","rootDirectory":"/","transitEncryption":"DISABLED","authorizationConfig":{"iam":"DISABLED"}}}] | "volumes":[{"name":"a","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}]
            order of constraints    | "placementConstraints":[{"type":"memberOf","expression":"a"},{"type":"memberOf","expression":"b"}] | "placementConstraints":[{"type":"memberOf","expression":"b"},{"type":"memberOf","expression":"a"}]
            order of the proxy      | "proxyConfiguration":{"containerName":"e","properties":[{"name":"A","value":"1"},{"name":"B","value":"2"}]} | "proxyConfiguration":{"containerName":"e","properties":[{"name":"B","value":"2"},{"name":"A","value":"1"}]}
            no fault injection      | "enableFaultInjection":false | "cpu":null
            role with a path        | "taskRoleArn":"team/shop" | "taskRoleArn":"arn:aws:iam::123456789012:role/team/shop"
            order of volumes        | "volumes":[{"name":"a"},{"name":"b"}] | "volumes":[{"name":"b"},{"name":"a"}]
            role by name            | "taskRoleArn":"shop","executionRoleArn":"exec" | "taskRoleArn":"arn:aws:iam::123456789012:role/shop","executionRoleArn":"arn:aws:iam::123456789012:role/exec"
            tags                    | "tags":[{"key":"a","value":"1"}] | "tags":[]
            """)
    void sameTasks(String rule, String left, String right) throws Exception {
        assertThat(different(task(left, ""), task(right, ""))).isEmpty();
    }

    @Test
    void inAwsvpcTheHostPortIsTheContainerPort() throws Exception {
        String explicit = "\"portMappings\":[{\"containerPort\":80,\"hostPort\":80}]";
        String absent = "\"portMappings\":[{\"containerPort\":80}]";

        assertThat(different(task("\"networkMode\":\"awsvpc\"", explicit), task("\"networkMode\":\"awsvpc\"", absent)))
                .isEmpty();
        assertThat(different(container(explicit), container(absent)))
                .containsExactly("containerDefinitions.app.portMappings.80/tcp.hostPort");
    }

    @ParameterizedTest
    @CsvSource({
        "shop:1@" + "{A}, shop:2@{A}, true",
        "docker.io/library/shop:1, shop:1, true",
        "shop:1@{A}, shop:1@{B}, false",
        "shop:1, shop:1@{A}, false",
        "other/shop:1@{A}, shop:1@{A}, false",
        "shop:1, shop:2, false"
    })
    void pinnedImagesAreTheSameByDigest(String left, String right, boolean same) throws Exception {
        List<String> different = different(container(image(left)), container(image(right)));

        assertThat(different).isEqualTo(same ? List.of() : List.of("containerDefinitions.app.image"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "command":["a","b"] | "command":["b","a"] | command
            "entryPoint":["a","b"] | "entryPoint":["b","a"] | entryPoint
            "dnsServers":["10.0.0.1","10.0.0.2"] | "dnsServers":["10.0.0.2","10.0.0.1"] | dnsServers
            "environment":[{"name":"A","value":"1"}] | "environment":[{"name":"A","value":"2"}] | environment.A
            "environment":[{"name":"A","value":""}] | "user":null | environment.A
            "secrets":[{"name":"A","valueFrom":"x"}] | "secrets":[{"name":"A","valueFrom":"y"}] | secrets.A
            "cpu":10 | "user":null | cpu
            "essential":false | "user":null | essential
            "versionConsistency":"disabled" | "user":null | versionConsistency
            "portMappings":[{"containerPort":53,"protocol":"udp"},{"containerPort":53}] | "portMappings":[{"containerPort":53}] | portMappings.53/udp
            "portMappings":[{"containerPort":80,"name":"web"}] | "portMappings":[{"containerPort":80}] | portMappings.80/tcp.name
            "portMappings":[{"containerPort":80}] | "user":null | portMappings.80/tcp
            "healthCheck":{"command":["CMD","true"],"interval":10} | "healthCheck":{"command":["CMD","true"]} | healthCheck.interval
            "healthCheck":{"command":["CMD","true"],"startPeriod":5} | "healthCheck":{"command":["CMD","true"]} | healthCheck.startPeriod
            "readonlyRootFilesystem":true | "readonlyRootFilesystem":false | readonlyRootFilesystem
            "systemControls":[{"namespace":"a","value":"1"}] | "systemControls":[{"namespace":"a","value":"2"}] | systemControls.a.value
            "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"a"}} | "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"b"}} | logConfiguration.options.awslogs-group
            """)
    void realDifferencesAreNamed(String left, String right, String path) throws Exception {
        assertThat(different(container(left), container(right))).containsExactly("containerDefinitions.app." + path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "cpu":"256" | "cpu":"512" | cpu
            "memory":"1 GB" | "memory":"2048" | memory
            "taskRoleArn":"shop" | "taskRoleArn":"arn:aws:iam::210987654321:role/shop" | taskRoleArn
            "networkMode":"host" | "networkMode":"bridge" | networkMode
            "requiresCompatibilities":["FARGATE"],"runtimePlatform":{"cpuArchitecture":"ARM64"} | "requiresCompatibilities":["FARGATE"] | runtimePlatform.cpuArchitecture
            "ephemeralStorage":{"sizeInGiB":30} | "cpu":null | ephemeralStorage.sizeInGiB
            "volumes":[{"name":"a"},{"name":"b"}] | "volumes":[{"name":"a"}] | volumes.b
            "volumes":[{"name":"a","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}] | "volumes":[{"name":"a","efsVolumeConfiguration":{"fileSystemId":"fs-2"}}] | volumes.a.efsVolumeConfiguration.fileSystemId
            """)
    void realDifferencesOfTheTaskAreNamed(String left, String right, String path) throws Exception {
        assertThat(different(task(left, ""), task(right, ""))).containsExactly(path);
    }

    private static String image(String text) {
        return "\"image\":\"" + text.replace("{A}", A).replace("{B}", B) + "\"";
    }

    private RegisterTaskDefinitionRequest container(String fields) throws Exception {
        return task("", fields);
    }

    private RegisterTaskDefinitionRequest task(String fields, String ofContainer) throws Exception {
        String container = "{\"name\":\"app\"" + (ofContainer.isEmpty() ? "" : "," + ofContainer) + "}";
        Path file = directory.resolve("task.json");
        Files.writeString(
                file,
                "{\"family\":\"shop\",\"containerDefinitions\":[" + container + "]"
                        + (fields.isEmpty() ? "" : "," + fields) + "}");
        return new TaskDefinitionFile(file).read(NOTHING);
    }

    private static List<String> different(RegisterTaskDefinitionRequest left, RegisterTaskDefinitionRequest right) {
        return NormalForm.of(left, ACCOUNT).differencesFrom(NormalForm.of(right, ACCOUNT)).stream()
                .map(FieldChange::path)
                .toList();
    }
}
