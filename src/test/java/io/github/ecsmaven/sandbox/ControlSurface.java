package io.github.ecsmaven.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults;
import io.github.ecsmaven.sandbox.ecr.StoredImage;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * How another process looks at the sandbox and plays with it, below {@code /_sandbox/}: {@code GET requests}, {@code DELETE requests},
 * {@code GET repositories}, {@code POST faults}, {@code DELETE faults}, {@code POST users}, {@code POST subnets}, {@code POST security-groups}, {@code POST stack-faults},
 * {@code DELETE stack-faults}, {@code DELETE default-vpc}.
 */
final class ControlSurface {
    private static final String PREFIX = "/_sandbox/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox;

    ControlSurface(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    boolean takes(HttpRequest request) {
        return request.path().startsWith(PREFIX);
    }

    HttpResponse answer(HttpRequest request) throws IOException {
        String what = request.path().substring(PREFIX.length());
        switch (request.method() + " " + what) {
            case "GET requests" -> {
                return json(requests());
            }
            case "GET repositories" -> {
                return json(repositories());
            }
            case "DELETE requests" -> sandbox.requestLog().clear();
            case "DELETE faults" -> sandbox.faults().clear();
            case "POST faults" -> addFault(JSON.readTree(request.bytes()));
            case "POST stack-faults" -> addStackFault(JSON.readTree(request.bytes()));
            case "DELETE stack-faults" -> sandbox.cloudFormation().faults().clear();
            case "DELETE default-vpc" -> sandbox.vpc().removeDefault();
            case "POST users" -> addUser(JSON.readTree(request.bytes()));
            case "POST subnets" -> addSubnet(JSON.readTree(request.bytes()));
            case "POST security-groups" -> sandbox.vpc()
                    .addSecurityGroup(JSON.readTree(request.bytes()).path("id").asText());
            default -> {
                return HttpResponse.of(404, "text/plain", "no such control: " + request.method() + " " + what + "\n");
            }
        }
        return HttpResponse.of(204);
    }

    private static HttpResponse json(JsonNode content) {
        return HttpResponse.of(200, "application/json", content.toPrettyString() + "\n");
    }

    private ArrayNode requests() {
        ArrayNode list = JSON.createArrayNode();
        for (LoggedRequest request : sandbox.requestLog().all()) {
            list.addObject()
                    .put("at", request.at().toString())
                    .put("operation", request.operation())
                    .put("write", request.write())
                    .put("method", request.method())
                    .put("path", request.path())
                    .put("status", request.status())
                    .put("received", request.received())
                    .put("sent", request.sent());
        }
        return list;
    }

    private ArrayNode repositories() {
        ArrayNode list = JSON.createArrayNode();
        for (String name : sandbox.ecr().repositoryNames()) {
            sandbox.ecr().repository(name).ifPresent(repository -> {
                ArrayNode images = repository.putArray("images");
                sandbox.ecr().images(name).forEach(image -> write(image, images));
                repository.put("lifecyclePolicyText", sandbox.ecr().lifecyclePolicy(name));
                list.add(repository);
            });
        }
        return list;
    }

    private static void write(StoredImage image, ArrayNode images) {
        ObjectNode json = images.addObject().put("digest", image.digest());
        json.put("configDigest", image.manifest().config())
                .put("pushedAt", image.pushedAt().toString());
        image.tags().forEach(json.putArray("tags")::add);
    }

    /** {@code {"on": "ecr:DescribeImages", "times": 2, "kind": "throttle"}}; kinds are those of {@link Faults}. */
    private void addFault(JsonNode fault) {
        String on = fault.path("on").asText();
        int times = fault.path("times").asInt(1);
        Faults faults = sandbox.faults();
        switch (fault.path("kind").asText()) {
            case "throttle" -> faults.throttle(on, times);
            case "serverError" -> faults.serverError(on, times);
            case "reset" -> faults.reset(on, times);
            case "loseAnswer" -> faults.loseAnswer(on, times);
            case "expireTokens" -> faults.expireTokens(on);
            case "slow" -> faults.slow(on, times, fault.path("bytesPerSecond").asLong());
            case "error" -> faults.add(
                    on,
                    times,
                    new Faults.Effect.Fail(new AwsError(
                            fault.path("status").asInt(400),
                            fault.path("code").asText(),
                            fault.path("message").asText())));
            default -> throw new IllegalArgumentException("no such kind of fault: " + fault);
        }
    }

    /** {@code {"resource": "Service", "action": "DELETE", "message": "…"}}; without a message that is held until all faults are deleted. */
    private void addStackFault(JsonNode fault) {
        StackFaults faults = sandbox.cloudFormation().faults();
        String resource = fault.path("resource").asText();
        StackFaults.Action action =
                StackFaults.Action.valueOf(fault.path("action").asText());
        if (fault.has("message")) {
            faults.fail(resource, action, fault.path("message").asText());
        } else {
            faults.hold(resource, action);
        }
    }

    /** {@code {"id": "subnet-2a3b4c5d6e7f80912", "zone": "eu-west-1c"}}. */
    private void addSubnet(JsonNode subnet) {
        sandbox.vpc().addSubnet(subnet.path("id").asText(), subnet.path("zone").asText());
    }

    /** {@code {"accessKeyId": "AKIA…", "secretAccessKey": "…", "name": "ci", "deniedActions": ["ecr:CreateRepository"]}}; the secret may be left out. */
    private void addUser(JsonNode user) {
        Set<String> denied = new HashSet<>();
        user.path("deniedActions").forEach(action -> denied.add(action.asText()));
        sandbox.identities()
                .addUser(
                        user.path("accessKeyId").asText(),
                        user.path("secretAccessKey").asText(Identities.EXAMPLE_SECRET),
                        user.path("name").asText(),
                        denied);
    }
}
