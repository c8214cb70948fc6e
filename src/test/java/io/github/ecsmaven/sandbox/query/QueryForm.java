package io.github.ecsmaven.sandbox.query;

import io.github.ecsmaven.sandbox.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of a request of AWS's query protocol, where a list is {@code Name.member.1}, {@code Name.member.2} and a structure's members follow
 * a dot. A parameter that nobody has read when {@link #refuseRest} is called is an error, so that nothing a client sends is dropped in silence.
 */
public final class QueryForm {
    private final String service;
    private final String action;
    private final String prefix;
    private final Map<String, String> fields;
    private final Set<String> unread;

    private QueryForm(String service, String action, String prefix, Map<String, String> fields, Set<String> unread) {
        this.service = service;
        this.action = action;
        this.prefix = prefix;
        this.fields = fields;
        this.unread = unread;
    }

    /**
     * @param service the part of IAM actions before the colon, for what is not implemented
     * @param fields all of the form, {@code Action} and {@code Version} included
     */
    public static QueryForm of(String service, Map<String, String> fields) {
        Set<String> unread = new TreeSet<>(fields.keySet());
        unread.removeAll(Set.of("Action", "Version"));
        return new QueryForm(service, fields.getOrDefault("Action", ""), "", Map.copyOf(fields), unread);
    }

    public String action() {
        return action;
    }

    public Optional<String> optional(String name) {
        unread.remove(prefix + name);
        return Optional.ofNullable(fields.get(prefix + name));
    }

    public String required(String name) throws AwsError {
        return optional(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> validation("1 validation error detected: Value null at '" + prefix + name
                        + "' failed to satisfy constraint: Member must not be null"));
    }

    /** A whole number within its bounds. */
    public Optional<Integer> number(String name, int least, int most) throws AwsError {
        Optional<String> text = optional(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.get().matches("[0-9]{1,9}")) {
            throw new AwsError(400, "MalformedInput", prefix + name + " is not an integer: " + text.get());
        }
        int number = Integer.parseInt(text.get());
        if (number < least || number > most) {
            throw validation("1 validation error detected: Value '" + number + "' at '" + prefix + name
                    + "' failed to satisfy constraint: Member must have value between " + least + " and " + most);
        }
        return Optional.of(number);
    }

    public List<String> list(String name) {
        readEmpty(name);
        List<String> values = new ArrayList<>();
        for (Optional<String> value = optional(name + ".member.1");
                value.isPresent();
                value = optional(name + ".member." + (values.size() + 1))) {
            values.add(value.get());
        }
        return values;
    }

    /** A list as EC2 has it, {@code Name.1}, {@code Name.2}. */
    public List<String> items(String name) {
        List<String> values = new ArrayList<>();
        for (Optional<String> value = optional(name + ".1");
                value.isPresent();
                value = optional(name + "." + (values.size() + 1))) {
            values.add(value.get());
        }
        return values;
    }

    /** The same of structures. */
    public List<QueryForm> itemStructures(String name) {
        List<QueryForm> structures = new ArrayList<>();
        for (Optional<QueryForm> next = structure(name + ".1");
                next.isPresent();
                next = structure(name + "." + (structures.size() + 1))) {
            structures.add(next.get());
        }
        return structures;
    }

    private static AwsError validation(String message) {
        return AwsError.badRequest("ValidationError", message);
    }

    /** A structure inside, or nothing when none of its members is there. */
    public Optional<QueryForm> structure(String name) {
        QueryForm inside = new QueryForm(service, action, prefix + name + ".", fields, unread);
        return inside.isEmpty() ? Optional.empty() : Optional.of(inside);
    }

    public List<QueryForm> structures(String name) {
        readEmpty(name);
        List<QueryForm> structures = new ArrayList<>();
        for (Optional<QueryForm> next = structure(name + ".member.1");
                next.isPresent();
                next = structure(name + ".member." + (structures.size() + 1))) {
            structures.add(next.get());
        }
        return structures;
    }

    // SDKs send a list without members as its bare name.
    private void readEmpty(String name) {
        if (fields.getOrDefault(prefix + name, "-").isEmpty()) {
            unread.remove(prefix + name);
        }
    }

    private boolean isEmpty() {
        return fields.keySet().stream().noneMatch(name -> name.startsWith(prefix));
    }

    /** @throws AwsError when the request has a parameter that was not asked for */
    public void refuseRest() throws AwsError {
        if (!unread.isEmpty()) {
            throw AwsError.notImplemented(
                    "the parameter '" + unread.iterator().next() + "' of " + service + ":" + action);
        }
    }
}
