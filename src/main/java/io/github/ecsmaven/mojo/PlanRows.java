package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.RepositoryChange;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecr.SettingChange;
import io.github.ecsmaven.ecs.DigestToCome;
import io.github.ecsmaven.ecs.FieldChange;
import io.github.ecsmaven.ecs.FieldChange.Kind;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.mojo.PlanRow.Action;
import io.github.ecsmaven.release.ContentTagTurn;
import io.github.ecsmaven.release.ImagePlan;
import io.github.ecsmaven.release.Plan;
import io.github.ecsmaven.release.PlannedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The wording of a plan's resources, in the order of the goals; that of services is in {@link DeploymentRows} and {@link StackRows}. */
final class PlanRows {
    private PlanRows() {}

    static List<PlanRow> of(Plan plan) {
        List<PlanRow> rows = new ArrayList<>();
        plan.repository().ifPresent(change -> rows.add(repository(change, plan.repositoryName())));
        plan.lifecyclePolicy().ifPresent(change -> rows.add(lifecyclePolicy(change)));
        plan.toldImage().ifPresent(image -> rows.add(image(image)));
        plan.deployments().forEach(deployment -> rows.addAll(DeploymentRows.of(deployment)));
        plan.stack().ifPresent(stack -> rows.addAll(StackRows.of(stack)));
        plan.contentTag().ifPresent(turn -> rows.add(contentTag(turn)));
        plan.express().ifPresent(service -> rows.addAll(ExpressRows.of(service)));
        return List.copyOf(rows);
    }

    static FieldChange field(String path, Optional<String> before, Optional<String> after) {
        Kind kind = before.isEmpty() ? Kind.ADDED : after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
        return new FieldChange(path, kind, before, after);
    }

    private static FieldChange added(String path, String value) {
        return field(path, Optional.empty(), Optional.of(value));
    }

    private static PlanRow repository(RepositoryChange change, String name) {
        List<FieldChange> fields = new ArrayList<>();
        Action action = Action.NOTHING;
        if (change instanceof RepositoryChange.Create create) {
            action = Action.CREATE;
            fields.addAll(ofNew(create.settings()));
        } else if (change instanceof RepositoryChange.Modify modify) {
            action = Action.CHANGE;
            modify.changes().forEach(setting -> fields.addAll(setting(setting)));
        }
        List<String> warnings =
                change.warnings().stream().map(MavenLog::inWords).toList();
        return new PlanRow("repository", action, name, warnings, fields);
    }

    private static List<FieldChange> ofNew(RepositorySettings settings) {
        List<FieldChange> fields = new ArrayList<>();
        settings.imageTagMutability()
                .ifPresent(mutability -> fields.add(added("imageTagMutability", MavenLog.inWords(mutability))));
        settings.encryption().ifPresent(encryption -> fields.add(added("encryption", encryption.toString())));
        settings.scanOnPush().ifPresent(scan -> fields.add(added("scanOnPush", String.valueOf(scan))));
        fields.addAll(tags(Map.of(), settings.tags()));
        settings.policyText()
                .ifPresent(policy -> fields.addAll(policy(new SettingChange.Policy(Optional.empty(), policy))));
        return fields;
    }

    private static List<FieldChange> setting(SettingChange change) {
        if (change instanceof SettingChange.Mutability to) {
            Optional<String> before = Optional.of(MavenLog.inWords(to.before()));
            return List.of(field("imageTagMutability", before, Optional.of(MavenLog.inWords(to.after()))));
        }
        if (change instanceof SettingChange.ScanOnPush to) {
            return List.of(
                    field("scanOnPush", to.before().map(String::valueOf), Optional.of(String.valueOf(to.after()))));
        }
        return change instanceof SettingChange.Tags to
                ? tags(to.before(), to.after())
                : policy((SettingChange.Policy) change);
    }

    private static List<FieldChange> tags(Map<String, String> before, Map<String, String> after) {
        return new TreeMap<>(after)
                .entrySet().stream()
                        .map(tag -> field(
                                "tags." + tag.getKey(),
                                Optional.ofNullable(before.get(tag.getKey())),
                                Optional.of(tag.getValue())))
                        .toList();
    }

    private static List<FieldChange> policy(SettingChange.Policy change) {
        return change.differences().stream()
                .map(each -> field("repositoryPolicy." + each.path(), each.before(), each.after()))
                .toList();
    }

    private static PlanRow lifecyclePolicy(LifecyclePolicyChange change) {
        String name = change.repository().value();
        if (change instanceof LifecyclePolicyChange.Put put) {
            Action action = put.before().isPresent() ? Action.CHANGE : Action.CREATE;
            List<String> before = put.before().map(LifecyclePolicy::sentences).orElse(List.of());
            return new PlanRow(
                    "lifecycle policy",
                    action,
                    name,
                    List.of(),
                    rules(before, put.after().sentences()));
        }
        return new PlanRow("lifecycle policy", Action.NOTHING, name, List.of(), List.of());
    }

    private static List<FieldChange> rules(List<String> before, List<String> after) {
        List<FieldChange> fields = new ArrayList<>();
        for (int rule = 0; rule < Math.max(before.size(), after.size()); rule++) {
            Optional<String> old = at(before, rule);
            Optional<String> wanted = at(after, rule);
            if (!old.equals(wanted)) {
                fields.add(field("rule " + (rule + 1), old, wanted));
            }
        }
        return fields;
    }

    private static Optional<String> at(List<String> sentences, int index) {
        return index < sentences.size() ? Optional.of(sentences.get(index)) : Optional.empty();
    }

    private static PlanRow contentTag(ContentTagTurn turn) {
        Action action = turn instanceof ContentTagTurn.Moves ? Action.CHANGE : Action.NOTHING;
        return new PlanRow("content tag", action, turn.tag().toString(), List.of(MavenLog.inWords(turn)), List.of());
    }

    private static PlanRow image(PlannedImage image) {
        String name = image.name().toString();
        if (image.decision() instanceof ImagePlan.Build build) {
            return new PlanRow(
                    "image",
                    Action.CREATE,
                    name,
                    List.of("built from " + image.dockerfile() + ": " + build.reason()),
                    List.of(added("digest", "(" + DigestToCome.WORDS + ")")));
        }
        if (image.decision() instanceof ImagePlan.InEngine built) {
            return new PlanRow(
                    "image",
                    Action.CREATE,
                    name,
                    List.of("built already, as image id " + built.id().abbreviated()
                            + ", and not in the repository, so its digest is known after the push"),
                    List.of());
        }
        ImagePlan.InRepository there = (ImagePlan.InRepository) image.decision();
        return new PlanRow(
                "image",
                there.missing().isEmpty() ? Action.NOTHING : Action.CHANGE,
                name,
                List.of("in the repository as " + there.digest()),
                there.missing().stream()
                        .map(Tag::toString)
                        .map(tag -> added("tag", tag))
                        .toList());
    }
}
