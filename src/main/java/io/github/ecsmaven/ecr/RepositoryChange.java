package io.github.ecsmaven.ecr;

import java.util.List;

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

    /** What differs from the user's word and cannot be changed. */
    default List<RepositoryWarning> warnings() {
        return List.of();
    }
}
