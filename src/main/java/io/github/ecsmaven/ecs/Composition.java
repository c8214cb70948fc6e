package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Puts what is wanted into a base. */
final class Composition {
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG_VALUE = 256;
    private static final Pattern NOT_IN_TAGS = Pattern.compile("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]");

    private final BaseRevision base;
    private final RevisionRequest request;
    private final ContainerDefinition container;

    Composition(BaseRevision base, RevisionRequest request) {
        this.base = base;
        this.request = request;
        this.container = ContainerChoice.in(base, request.container());
    }

    NewRevision compose() {
        ContainerDefinition changed = container.toBuilder()
                .image(request.image().toString())
                .environment(environment())
                .build();
        List<ContainerDefinition> containers = base.definition().containerDefinitions().stream()
                .map(each -> each.name().equals(container.name()) ? changed : each)
                .toList();
        return new NewRevision(
                base.definition().toBuilder()
                        .containerDefinitions(containers)
                        .tags(tags())
                        .build(),
                container.name(),
                request.image());
    }

    private List<KeyValuePair> environment() {
        refuseSecretKeys();
        Map<String, String> variables = new LinkedHashMap<>();
        container.environment().forEach(pair -> variables.put(pair.name(), pair.value() == null ? "" : pair.value()));
        variables.keySet().removeAll(base.recordedEnvironment().keysOf(container.name()));
        variables.putAll(request.environment());
        return variables.entrySet().stream()
                .map(entry -> KeyValuePair.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }

    // ECS: "The secret name must be unique and not shared with any new or existing environment variables".
    private void refuseSecretKeys() {
        Set<String> both = new TreeSet<>(request.environment().keySet());
        both.retainAll(container.secrets().stream().map(Secret::name).toList());
        if (!both.isEmpty()) {
            throw new ActionableException(
                    "<environment> sets " + String.join(", ", both) + ", which container '" + container.name()
                            + "' of task definition " + base + " already gets from its secrets; ECS refuses both.",
                    "Take it out of <environment>, or out of the task definition's secrets.");
        }
    }

    private List<Tag> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        base.definition().tags().stream()
                .filter(tag -> !isReserved(tag.key()) && !RecordedEnvironment.isRecord(tag.key()))
                .forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
        request.tags().forEach((key, value) -> tags.put(key, legal(value)));
        base.recordedEnvironment()
                .with(container.name(), request.environment().keySet())
                .toTags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        if (tags.size() > MAX_TAGS) {
            throw tooManyTags(tags.size());
        }
        List<Tag> list = new ArrayList<>();
        tags.forEach(
                (key, value) -> list.add(Tag.builder().key(key).value(value).build()));
        return list;
    }

    /** Tags that CloudFormation and others of AWS set are shown, but refused on the way back. */
    private static boolean isReserved(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    private static String legal(String value) {
        String accepted = NOT_IN_TAGS.matcher(value).replaceAll("_");
        return accepted.substring(0, Math.min(accepted.length(), MAX_TAG_VALUE));
    }

    private ActionableException tooManyTags(int number) {
        return new ActionableException(
                "The new revision of task definition " + base.family() + " would have " + number
                        + " tags, but AWS allows " + MAX_TAGS + ".",
                "Remove tags from task definition " + base
                        + ", or set fewer variables in <environment>: their names are" + " kept in tags.");
    }
}
