package io.github.ecsmaven.sandbox.ecr;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The private registry of one account in one region. Callers hold this object's monitor while they look or change. */
final class Repositories {
    private static final String NAME = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";
    private static final Pattern NAME_FORM = Pattern.compile(NAME);

    private final TreeMap<String, Repository> repositories = new TreeMap<>();
    private final String account;
    private final String region;
    private final String host;
    private final Clock clock;
    private final KmsKeys keys;

    Repositories(String account, String region, String host, Clock clock) {
        this.account = account;
        this.region = region;
        this.host = host;
        this.clock = clock;
        this.keys = new KmsKeys(account, region);
    }

    String account() {
        return account;
    }

    Instant now() {
        return clock.instant();
    }

    String arn(String name) {
        return "arn:aws:ecr:" + region + ":" + account + ":repository/" + name;
    }

    KmsKeys keys() {
        return keys;
    }

    Collection<Repository> all() {
        return List.copyOf(repositories.values());
    }

    Repository create(String name, Encryption encryption) throws AwsError {
        requireName(name);
        if (repositories.containsKey(name)) {
            throw AwsError.badRequest(
                    "RepositoryAlreadyExistsException",
                    "The repository with name '" + name + "' already exists in the registry with id '" + account + "'");
        }
        Repository repository =
                new Repository(name, account, arn(name), host + "/" + name, clock.instant(), encryption);
        repositories.put(name, repository);
        return repository;
    }

    static void requireName(String name) throws AwsError {
        if (name.length() < 2 || name.length() > 256) {
            throw EcrErrors.invalidParameter("repositoryName", "must have a length of 2 to 256 characters");
        }
        if (!NAME_FORM.matcher(name).matches()) {
            throw EcrErrors.invalidParameter("repositoryName", "must satisfy regular expression '" + NAME + "'");
        }
    }

    void delete(Repository repository) {
        repositories.remove(repository.name());
    }

    Optional<Repository> find(String name) {
        return Optional.ofNullable(repositories.get(name));
    }

    /** The repository of a request, once the caller is known to be allowed to do this to it. */
    Repository open(RequestMembers request, Caller caller, String action) throws AwsError {
        String name = request.text("repositoryName");
        caller.require("ecr:" + action, arn(name));
        requireName(name);
        return get(name, registryOf(request));
    }

    Repository get(String name, String registry) throws AwsError {
        return find(name)
                .filter(found -> registry.equals(account))
                .orElseThrow(() -> EcrErrors.repositoryNotFound(name, registry));
    }

    /** The repository of an ARN, once the caller is known to be allowed to do this to it. */
    Repository openArn(String arn, Caller caller, String action) throws AwsError {
        caller.require("ecr:" + action, arn);
        String prefix = arn("");
        if (!arn.startsWith(prefix)) {
            throw EcrErrors.invalidParameter("resourceArn", "Unsupported resource type");
        }
        return get(arn.substring(prefix.length()), account);
    }

    String registryOf(RequestMembers request) throws AwsError {
        return request.optionalText("registryId").orElse(account);
    }
}
