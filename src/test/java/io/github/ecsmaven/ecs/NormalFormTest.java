package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            "environment":[{"name":"A","value":"1"}] | "environment":[{"name":"A","value":"2"}] | environment.A.value
            "environment":[{"name":"A","value":""}] | "user":null | environment
            "essential":false | "user":null | essential
            "healthCheck":{"command":["CMD","true"],"interval":10} | "healthCheck":{"command":["CMD","true"]} | healthCheck.interval
            """)
    void realDifferencesAreNamed(String left, String right, String path) throws Exception {
        assertThat(different(container(left), container(right))).containsExactly("containerDefinitions.app." + path);
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
        return new TaskDefinitionFile(file).read();
    }

    private static List<String> different(RegisterTaskDefinitionRequest left, RegisterTaskDefinitionRequest right) {
        return NormalForm.of(left, ACCOUNT).differencesFrom(NormalForm.of(right, ACCOUNT));
    }
}
