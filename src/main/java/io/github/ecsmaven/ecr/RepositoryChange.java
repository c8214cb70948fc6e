package io.github.ecsmaven.ecr;

import java.util.List;
import java.util.Optional;

/** What has to be done so that the repository is as the user says. */
public sealed interface RepositoryChange {
    /** The repository is missing and will be created. */
    record Create(RepositoryLocation where, RepositorySettings settings) implements RepositoryChange {}

    /** The repository is there, and some of its settings will be changed. */
    record Modify(Repository repository, List<SettingChange> changes, List<RepositoryWarning> warnings)
            implements RepositoryChange {
        public Modify {
            changes = List.copyOf(changes);
            warnings = List.copyOf(warnings);
        }
    }

    /** The repository is there as it shall be. */
    record None(Repository repository, List<RepositoryWarning> warnings) implements RepositoryChange {
        public None {
            warnings = List.copyOf(warnings);
        }
    }

    /** The calls that carry it out, of those that change something, as IAM names them and in order. */
    default List<String> calls() {
        if (this instanceof Create create) {
            return create.settings().policyText().isPresent()
                    ? List.of("ecr:CreateRepository", "ecr:SetRepositoryPolicy")
                    : List.of("ecr:CreateRepository");
        }
        return this instanceof Modify modify
                ? modify.changes().stream().map(SettingChange::call).toList()
                : List.of();
    }

    /** The repository as it will be; nothing where only ECR knows, since it is to be created. */
    default Optional<Repository> expected() {
        if (this instanceof Modify modify) {
            return Optional.of(SettingChanges.changed(modify.repository(), modify.changes()));
        }
        return this instanceof None none ? Optional.of(none.repository()) : Optional.empty();
    }

    /** What differs from the user's word and cannot be changed. */
    default List<RepositoryWarning> warnings() {
        return List.of();
    }
}
