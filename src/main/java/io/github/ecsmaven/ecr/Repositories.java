package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Finds, creates and changes repositories of a registry. Only what the user sets is compared and changed. */
public final class Repositories {
    private final EcrRegistry registry;
    private final SettingChanges settings;

    public Repositories(EcrRegistry registry) {
        this.registry = registry;
        this.settings = new SettingChanges(registry);
    }

    /**
     * The repository, when it exists.
     *
     * @throws ActionableException when ECR does not tell, or the repository is not at the host that the user named
     */
    public Optional<Repository> find(RepositoryLocation where) {
        return registry.recently("repository", where, () -> look(where));
    }

    private Optional<Repository> look(RepositoryLocation where) {
        return registry.ask("look up ECR repository '" + where.name() + "'", ecr -> {
            try {
                return ecr
                        .describeRepositories(request -> request.registryId(registry.registryId())
                                .repositoryNames(where.name().value()))
                        .repositories()
                        .stream()
                        .findFirst()
                        .map(Descriptions::repository)
                        .map(found -> atNamedHost(where, found));
            } catch (RepositoryNotFoundException missing) {
                return Optional.empty();
            }
        });
    }

    /**
     * Computes what has to be done.
     *
     * @throws ActionableException when the repository is missing and may not be created, or ECR does not tell
     */
    public RepositoryChange decide(RepositoryLocation where, RepositorySettings wanted) {
        Optional<Repository> found = find(where);
        if (found.isEmpty()) {
            requireCreatable(where, wanted);
            return new RepositoryChange.Create(where, wanted);
        }
        Repository repository = found.get();
        List<SettingChange> changes = settings.changes(repository, wanted);
        List<RepositoryWarning> warnings = warnings(repository, wanted);
        return changes.isEmpty()
                ? new RepositoryChange.None(repository, warnings)
                : new RepositoryChange.Modify(repository, changes, warnings);
    }

    /**
     * Does what was decided.
     *
     * @return the repository as it is afterwards
     * @throws ActionableException when ECR refuses
     */
    public Repository apply(RepositoryChange change) {
        if (change instanceof RepositoryChange.Create create) {
            return create(create);
        }
        if (change instanceof RepositoryChange.Modify modify) {
            modify.changes().forEach(setting -> settings.apply(modify.repository(), setting));
            return SettingChanges.changed(modify.repository(), modify.changes());
        }
        return ((RepositoryChange.None) change).repository();
    }

    private Repository create(RepositoryChange.Create change) {
        RepositoryName name = change.where().name();
        Optional<Repository> created = registry.ask("create ECR repository '" + name + "'", ecr -> {
            try {
                return Optional.of(ecr.createRepository(
                                        Descriptions.creation(name, registry.registryId(), change.settings()))
                                .repository())
                        .map(Descriptions::repository);
            } catch (RepositoryAlreadyExistsException someoneWasQuicker) {
                return Optional.empty();
            }
        });
        if (created.isEmpty()) {
            return applyToExisting(change);
        }
        change.settings()
                .policyText()
                .ifPresent(policy -> settings.apply(created.get(), new SettingChange.Policy(Optional.empty(), policy)));
        return created.get();
    }

    private Repository applyToExisting(RepositoryChange.Create overtaken) {
        RepositoryChange change = decide(overtaken.where(), overtaken.settings());
        if (change instanceof RepositoryChange.Create) {
            throw new ActionableException(
                    "ECR repository '" + overtaken.where().name()
                            + "' was created by someone else just now, but ECR does not show it yet.",
                    "Try again in a minute.");
        }
        return apply(change);
    }

    private static void requireCreatable(RepositoryLocation where, RepositorySettings wanted) {
        if (!wanted.createRepository()) {
            throw new ActionableException(
                    "ECR repository '" + where + "' does not exist.",
                    "Create it (aws ecr create-repository --repository-name " + where.name()
                            + ") or set <createRepository>true</createRepository>.");
        }
        if (where.host().isPresent() && where.ecrHost().isEmpty() && !where.trusted()) {
            throw new ActionableException(
                    "ECR repository '" + where.name() + "' does not exist, and '"
                            + where.host().get() + "' is not known to be a registry of ECR to create it in.",
                    "Set <repository>" + where.name() + "</repository> without a host, or list the host in"
                            + " <ecrRegistries>.");
        }
    }

    private static Repository atNamedHost(RepositoryLocation where, Repository found) {
        boolean elsewhere = where.host().isPresent()
                && where.ecrHost().isEmpty()
                && !where.trusted()
                && !where.host().get().equals(found.uri().registry());
        if (elsewhere) {
            throw new ActionableException(
                    "<repository> names the host '" + where.host().get() + "', but ECR says that repository '"
                            + where.name() + "' is at '" + found.uri() + "'.",
                    "Set <repository>" + where.name() + "</repository> without a host, or list the host in"
                            + " <ecrRegistries> if it is a mirror.");
        }
        return found;
    }

    private static List<RepositoryWarning> warnings(Repository repository, RepositorySettings wanted) {
        return wanted.encryption().stream()
                .flatMap(encryption -> repository.encryption().stream()
                        .filter(actual -> !encryption.isMetBy(actual))
                        .<RepositoryWarning>map(actual ->
                                new RepositoryWarning.EncryptionDiffers(repository.name(), actual, encryption)))
                .toList();
    }
}
