package io.github.ecsmaven.sandbox.ssm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.JsonService;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * SSM's Parameter Store (API reference, "GetParameters": at most ten names, each a name or an ARN, with {@code :version} behind it or without).
 * Every parameter is a SecureString in its first version; to decrypt one is not implemented. Safe for use by several threads.
 */
public final class SsmSandbox implements JsonService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_NAMES = 10;

    private final String prefix;
    private final Set<String> parameters = new TreeSet<>();

    public SsmSandbox(String account, String region) {
        this.prefix = "arn:aws:ssm:" + region + ":" + account + ":parameter";
    }

    /** Makes a parameter. */
    public synchronized SsmSandbox seedParameter(String name) {
        parameters.add(name);
        return this;
    }

    @Override
    public String targetPrefix() {
        return "AmazonSSM";
    }

    @Override
    public String signingName() {
        return "ssm";
    }

    @Override
    public synchronized ObjectNode call(String operation, ObjectNode request, Caller caller) throws AwsError {
        if (!operation.equals("GetParameters")) {
            throw AwsError.notImplemented("ssm:" + operation);
        }
        RequestMembers members = RequestMembers.of("ssm:GetParameters", request, "Names", "WithDecryption");
        List<String> names = members.texts("Names");
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw AwsError.badRequest(
                    "ValidationException",
                    "1 validation error detected: Value '" + names + "' at 'names' failed to satisfy constraint: Member"
                            + " must have length less than or equal to 10");
        }
        if (members.optionalFlag("WithDecryption").orElse(false)) {
            throw AwsError.notImplemented("ssm:GetParameters with decryption");
        }
        for (String name : names) {
            caller.require("ssm:GetParameters", arn(plain(name)));
        }
        return answer(names);
    }

    private ObjectNode answer(List<String> names) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = answer.putArray("Parameters");
        ArrayNode invalid = answer.putArray("InvalidParameters");
        for (String name : names) {
            Optional<String> known = Optional.of(plain(name)).filter(parameters::contains);
            if (known.isPresent() && (selector(name).isEmpty() || selector(name).equals("1"))) {
                found.addObject()
                        .put("Name", known.get())
                        .put("Type", "SecureString")
                        .put("Value", "AQICAHj-encrypted")
                        .put("Version", 1)
                        .put("ARN", arn(known.get()));
            } else {
                invalid.add(name);
            }
        }
        return answer;
    }

    /** Without the version, and of an ARN the name alone. */
    private String plain(String name) {
        if (name.startsWith(prefix)) {
            String rest = name.substring(prefix.length()).replaceFirst(":.*", "");
            return parameters.contains(rest) ? rest : rest.replaceFirst("^/", "");
        }
        return name.startsWith("arn:") ? name : name.replaceFirst(":.*", "");
    }

    private String selector(String name) {
        String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        return rest.startsWith("arn:") || !rest.contains(":") ? "" : rest.substring(rest.indexOf(':') + 1);
    }

    private String arn(String name) {
        return name.startsWith("arn:") ? name : prefix + (name.startsWith("/") ? "" : "/") + name;
    }
}
