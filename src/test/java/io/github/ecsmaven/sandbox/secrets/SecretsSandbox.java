package io.github.ecsmaven.sandbox.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.JsonService;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets Manager (API reference, "DescribeSecret": by ARN, by the ARN without the six characters at its end, or by name). A secret has one
 * version, AWSCURRENT; values are not kept. Safe for use by several threads.
 */
public final class SecretsSandbox implements JsonService {
    /** The id of every secret's only version. */
    public static final String VERSION = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double DELETED = 1_767_225_600;

    private final String prefix;
    private final Map<String, Boolean> deletedByName = new LinkedHashMap<>();

    public SecretsSandbox(String account, String region) {
        this.prefix = "arn:aws:secretsmanager:" + region + ":" + account + ":secret:";
    }

    /**
     * Makes a secret.
     *
     * @return its ARN
     */
    public synchronized String seedSecret(String name) {
        deletedByName.put(name, false);
        return arn(name);
    }

    /** Marks a secret for deletion. */
    public synchronized void delete(String name) {
        deletedByName.put(name, true);
    }

    private String arn(String name) {
        return prefix + name + "-AbCdEf";
    }

    @Override
    public String targetPrefix() {
        return "secretsmanager";
    }

    @Override
    public String signingName() {
        return "secretsmanager";
    }

    @Override
    public synchronized ObjectNode call(String operation, ObjectNode request, Caller caller) throws AwsError {
        if (!operation.equals("DescribeSecret")) {
            throw AwsError.notImplemented("secretsmanager:" + operation);
        }
        String id = RequestMembers.of("secretsmanager:DescribeSecret", request, "SecretId")
                .text("SecretId");
        Optional<String> name = deletedByName.keySet().stream()
                .filter(known -> id.equals(known) || id.equals(arn(known)) || id.equals(prefix + known))
                .findFirst();
        caller.require("secretsmanager:DescribeSecret", name.map(this::arn).orElse(id));
        if (name.isEmpty()) {
            throw AwsError.badRequest("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        }
        ObjectNode answer = JSON.createObjectNode().put("ARN", arn(name.get())).put("Name", name.get());
        answer.putObject("VersionIdsToStages").putArray(VERSION).add("AWSCURRENT");
        if (Boolean.TRUE.equals(deletedByName.get(name.get()))) {
            answer.put("DeletedDate", DELETED);
        }
        return answer;
    }
}
