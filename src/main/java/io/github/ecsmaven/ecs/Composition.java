package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.DidYouMean;
import io.github.ecsmaven.aws.TaskSizes;
import io.github.ecsmaven.ecs.RecordedNames.Kind;
import io.github.ecsmaven.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructList;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Puts what is wanted into a base. */
final class Composition {
    /** AWS Tagging, restrictions. */
    static final int MAX_TAGS = 50;

    private static final int MAX_TAG_VALUE = 256;
    private static final Pattern NOT_IN_TAGS = Pattern.compile("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]");

    private final BaseRevision base;
    private final RevisionSettings settings;
    private final String container;
    private final Map<String, ContainerSettings> byContainer;

    /** @throws ActionableException when a container is missing, ambiguous or set twice */
    Composition(BaseRevision base, RevisionSettings settings) {
        this.base = base;
        this.settings = settings;
        this.container = ContainerChoice.in(base, settings.container()).name();
        this.byContainer = byContainer();
    }

    private Map<String, ContainerSettings> byContainer() {
        settings.ofOthers().forEach(this::refuseUnlessPossible);
        Map<String, ContainerSettings> all = new TreeMap<>(settings.ofOthers());
        all.putIfAbsent(container, settings.ofContainer());
        return all;
    }

    private void refuseUnlessPossible(String name, ContainerSettings ofOne) {
        if (!base.containers().contains(name)) {
            throw missing(name);
        }
        boolean runsTheImage = name.equals(container);
        if (runsTheImage && !settings.ofContainer().isEmpty()) {
            throw new ActionableException(
                    "Container '" + name + "' of task definition " + base + " runs the image, so that <environment>,"
                            + " <containerSecrets>, <command> and <logOptions> of the plugin are its own; <containers> sets"
                            + " it too.",
                    "Keep one of them: either these elements, or all of it in the <container> '" + name + "' of"
                            + " <containers>.");
        }
        if (runsTheImage && ofOne.image().isPresent()) {
            throw new ActionableException(
                    "Container '" + name + "' of task definition " + base + " runs the image that is deployed, and"
                            + " <containers> gives it another <image>.",
                    "Take <image> out of that <container>, or choose the container that runs the image with <container>"
                            + " (-Decs.container).");
        }
    }

    private ActionableException missing(String name) {
        String remedy = DidYouMean.nearest(name, base.containers())
                .map(meant -> "Did you mean <name>" + meant + "</name>?")
                .orElse("Correct its <name>, or add the container to the task definition.");
        return new ActionableException(
                "<containers> sets container '" + name + "', which task definition " + base + " does not have; it has "
                        + String.join(", ", base.containers()) + ".",
                remedy);
    }

    /** @throws ActionableException when the settings and the base contradict each other */
    void check() {
        withoutImage();
    }

    /** The base with the settings, and the image as it stands in the base. */
    RegisterTaskDefinitionRequest withoutImage() {
        return sized(unsizedWithoutImage());
    }

    private RegisterTaskDefinitionRequest unsizedWithoutImage() {
        return definition(base.definition(), null, tags(base.definition().tags(), Map.of()));
    }

    TaskOutline outline(AwsAccount account) {
        return TaskOutline.of(unsizedWithoutImage(), base, Optional.of(container), byContainer, account);
    }

    NewRevision compose(RevisionRequest request) {
        ImageReference image = request.image();
        RegisterTaskDefinitionRequest complete = base.definition(image);
        return new NewRevision(
                sized(definition(complete, image.toString(), tags(complete.tags(), request.tags()))),
                container,
                image,
                base.registered(),
                request.content());
    }

    private RegisterTaskDefinitionRequest definition(
            RegisterTaskDefinitionRequest from, @Nullable String image, List<Tag> tags) {
        RegisterTaskDefinitionRequest.Builder builder = from.toBuilder()
                .containerDefinitions(from.containerDefinitions().stream()
                        .map(each -> container(each, image))
                        .toList())
                .tags(tags);
        settings.cpu().map(TaskSizes::cpuUnits).ifPresent(builder::cpu);
        settings.memory().map(TaskSizes::mebibytes).ifPresent(builder::memory);
        return builder.build();
    }

    private RegisterTaskDefinitionRequest sized(RegisterTaskDefinitionRequest definition) {
        if (base.isForFargate() && isSizeOurs()) {
            new FargateSizeCheck(base, definition).check();
        }
        return definition;
    }

    /** The size of a registered revision is ECS's to judge. */
    private boolean isSizeOurs() {
        return base.registered().isEmpty()
                || settings.cpu().isPresent()
                || settings.memory().isPresent();
    }

    /** What is not named here, and has its image from this plugin, is another project's: its variables are not ours to remove. */
    private ContainerDefinition container(ContainerDefinition from, @Nullable String image) {
        if (!byContainer.containsKey(from.name()) && isAnothers(from.name())) {
            return from;
        }
        ContainerDefinition changed = new ContainerComposition(
                        base, from, byContainer.getOrDefault(from.name(), ContainerSettings.NONE))
                .compose();
        return image != null && from.name().equals(container)
                ? changed.toBuilder().image(image).build()
                : changed;
    }

    private boolean isAnothers(String name) {
        return base.recorded(Kind.ENVIRONMENT).isWithImage(name)
                || base.recorded(Kind.SECRETS).isWithImage(name);
    }

    private List<Tag> tags(List<Tag> ofBase, Map<String, String> requested) {
        Map<String, String> tags = new LinkedHashMap<>();
        ofBase.stream()
                .filter(tag -> !isReserved(tag.key()) && !isOurs(tag.key()))
                .forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
        requested.forEach((key, value) -> tags.put(key, legal(value)));
        record(Kind.ENVIRONMENT, ofOne -> ofOne.environment().keySet(), tags);
        record(Kind.SECRETS, ofOne -> ofOne.secrets().keySet(), tags);
        if (tags.size() > MAX_TAGS) {
            throw tooManyTags(tags.size());
        }
        List<Tag> list = new ArrayList<>();
        tags.forEach(
                (key, value) -> list.add(Tag.builder().key(key).value(value).build()));
        // "Tags can not be empty.": none is no list at all.
        return list.isEmpty() ? DefaultSdkAutoConstructList.getInstance() : list;
    }

    private void record(Kind kind, Function<ContainerSettings, Set<String>> names, Map<String, String> tags) {
        RecordedNames record = base.recorded(kind).withImageOnly(byContainer.keySet());
        for (Map.Entry<String, ContainerSettings> one : byContainer.entrySet()) {
            boolean image =
                    one.getKey().equals(container) || one.getValue().image().isPresent();
            record = record.with(one.getKey(), names.apply(one.getValue()), image);
        }
        record.toTags().forEach(tag -> tags.put(tag.key(), tag.value()));
    }

    /** Tags that CloudFormation and others of AWS set are shown, but refused on the way back. */
    private static boolean isReserved(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    /** What the plugin says about one revision does not hold for the next. */
    private boolean isOurs(String key) {
        return RecordedNames.isRecord(key) || key.equals(Fingerprint.TAG) || isContentOfOurs(key);
    }

    private boolean isContentOfOurs(String key) {
        return RecordedContent.isOf(container, key)
                || byContainer.keySet().stream().anyMatch(name -> RecordedContent.isOf(name, key));
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
                        + ", or set fewer variables in <environment> and <containerSecrets>: their names are kept in tags.");
    }
}
