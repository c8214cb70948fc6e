package io.github.ecsmaven.ecr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;

/** Compares the settings of a repository with what the user says, and changes them one by one. */
final class SettingChanges {
    private final EcrRegistry registry;

    SettingChanges(EcrRegistry registry) {
        this.registry = registry;
    }

    List<SettingChange> changes(Repository repository, RepositorySettings wanted) {
        List<SettingChange> changes = new ArrayList<>();
        wanted.imageTagMutability()
                .filter(after -> !after.equals(repository.mutability()))
                .ifPresent(after -> changes.add(new SettingChange.Mutability(repository.mutability(), after)));
        wanted.scanOnPush()
                .filter(after -> !Optional.of(after).equals(repository.scanOnPush()))
                .ifPresent(after -> changes.add(new SettingChange.ScanOnPush(repository.scanOnPush(), after)));
        missingTags(repository, wanted.tags()).ifPresent(changes::add);
        wanted.policyText().flatMap(text -> otherPolicy(repository, text)).ifPresent(changes::add);
        return changes;
    }

    private Optional<SettingChange> missingTags(Repository repository, Map<String, String> wanted) {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> missing = new TreeMap<>(wanted);
        Map<String, String> actual = new TreeMap<>();
        registry.ask(
                        "list the tags of ECR repository '" + repository.name() + "'",
                        ecr -> ecr.listTagsForResource(request -> request.resourceArn(repository.arn())))
                .tags()
                .forEach(tag -> actual.put(tag.key(), tag.value()));
        actual.forEach(missing::remove);
        actual.keySet().retainAll(missing.keySet());
        return missing.isEmpty() ? Optional.empty() : Optional.of(new SettingChange.Tags(actual, missing));
    }

    private Optional<SettingChange> otherPolicy(Repository repository, String wanted) {
        Optional<String> actual = registry.ask("read the policy of ECR repository '" + repository.name() + "'", ecr -> {
            try {
                return Optional.of(ecr.getRepositoryPolicy(request -> request.registryId(repository.registryId())
                                .repositoryName(repository.name().value()))
                        .policyText());
            } catch (RepositoryPolicyNotFoundException none) {
                return Optional.empty();
            }
        });
        boolean same = actual.map(RepositoryPolicy::parse)
                .filter(RepositoryPolicy.parse(wanted)::meansTheSameAs)
                .isPresent();
        return same ? Optional.empty() : Optional.of(new SettingChange.Policy(actual, wanted));
    }

    void apply(Repository repository, SettingChange change) {
        String name = repository.name().value();
        String id = repository.registryId();
        if (change instanceof SettingChange.Mutability mutability) {
            registry.ask(
                    "change the tag mutability of ECR repository '" + name + "'",
                    ecr -> ecr.putImageTagMutability(request -> request.registryId(id)
                            .repositoryName(name)
                            .imageTagMutability(mutability.after().mode().name())
                            .imageTagMutabilityExclusionFilters(Descriptions.filters(mutability.after()))));
        } else if (change instanceof SettingChange.ScanOnPush scan) {
            registry.ask(
                    "change the scanning of ECR repository '" + name + "'",
                    ecr -> ecr.putImageScanningConfiguration(request -> request.registryId(id)
                            .repositoryName(name)
                            .imageScanningConfiguration(to -> to.scanOnPush(scan.after()))));
        } else if (change instanceof SettingChange.Tags tags) {
            List<Tag> values = Descriptions.tags(tags.after());
            registry.ask(
                    "tag ECR repository '" + name + "'",
                    ecr -> ecr.tagResource(
                            request -> request.resourceArn(repository.arn()).tags(values)));
        } else if (change instanceof SettingChange.Policy policy) {
            registry.ask(
                    "set the policy of ECR repository '" + name + "'",
                    ecr -> ecr.setRepositoryPolicy(request ->
                            request.registryId(id).repositoryName(name).policyText(policy.after())));
        }
    }

    /** The repository as it is after the changes. */
    static Repository changed(Repository before, List<SettingChange> changes) {
        TagMutability mutability = before.mutability();
        Optional<Boolean> scanOnPush = before.scanOnPush();
        for (SettingChange change : changes) {
            if (change instanceof SettingChange.Mutability to) {
                mutability = to.after();
            } else if (change instanceof SettingChange.ScanOnPush to) {
                scanOnPush = Optional.of(to.after());
            }
        }
        return new Repository(
                before.name(),
                before.uri(),
                before.registryId(),
                before.arn(),
                mutability,
                before.encryption(),
                scanOnPush);
    }
}
