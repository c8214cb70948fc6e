package io.github.ecsmaven.release;

import io.github.ecsmaven.ecr.EcrHost;
import io.github.ecsmaven.ecr.ImageExpiry;
import io.github.ecsmaven.ecr.RepositoryContents;
import io.github.ecsmaven.ecs.ImageUse;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which of a repository's images are used. */
final class UsedImages {
    private final ImageReference repository;
    private final RepositoryContents contents;

    /** @param repository its URI, as ECR calls it */
    UsedImages(ImageReference repository, RepositoryContents contents) {
        this.repository = repository;
        this.contents = contents;
    }

    /** What goes although it is used, in the order in which it goes. */
    List<ImageAtRisk> cross(List<ImageExpiry> expiries, Set<ImageUse> uses) {
        Map<Digest, ImageExpiry> going = expiries.stream()
                .collect(Collectors.toMap(
                        expiry -> expiry.image().digest(), Function.identity(), (first, again) -> first));
        Map<ImageExpiry, List<ImageUse>> hurt = new LinkedHashMap<>();
        expiries.forEach(expiry -> hurt.put(expiry, new ArrayList<>()));
        uses.stream()
                .sorted(Comparator.comparing(ImageUse::user).thenComparing(ImageUse::kind))
                .forEach(use -> digest(use.image())
                        .flatMap(digest -> end(digest, going))
                        .ifPresent(expiry -> hurt.computeIfAbsent(expiry, it -> new ArrayList<>())
                                .add(use)));
        return hurt.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> new ImageAtRisk(
                        entry.getKey(),
                        withoutOwnTasks(entry.getValue()),
                        entry.getKey().image().digest().equals(LifecycleGuard.PUSHED)))
                .toList();
    }

    private Optional<Digest> digest(ImageReference image) {
        if (!image.path().equals(repository.path()) || !isSameRegistry(image.registry())) {
            return Optional.empty();
        }
        return image.digest().or(() -> image.tag().flatMap(contents::digestOf));
    }

    /** A registry of ECR has several hosts. */
    private boolean isSameRegistry(String host) {
        if (host.equals(repository.registry())) {
            return true;
        }
        Optional<EcrHost> ours = EcrHost.parse(repository.registry());
        Optional<EcrHost> theirs = EcrHost.parse(host);
        return ours.isPresent()
                && theirs.isPresent()
                && ours.get().registryId().equals(theirs.get().registryId())
                && ours.get().region().equals(theirs.get().region());
    }

    /** An image of an index stays as long as one of its indexes does. */
    private Optional<ImageExpiry> end(Digest digest, Map<Digest, ImageExpiry> going) {
        ImageExpiry own = going.get(digest);
        if (own != null) {
            return Optional.of(own);
        }
        Set<Digest> indexes = contents.indexesOf().getOrDefault(digest, Set.of());
        return going.keySet().containsAll(indexes)
                ? indexes.stream()
                        .flatMap(index -> Optional.ofNullable(going.get(index)).stream())
                        .max(Comparator.comparing(ImageExpiry::at))
                : Optional.empty();
    }

    /** That a service's tasks run what the service runs goes without saying. */
    private static List<ImageUse> withoutOwnTasks(List<ImageUse> uses) {
        Set<String> running = uses.stream()
                .filter(use -> use.kind() == ImageUse.Kind.CURRENT)
                .map(ImageUse::user)
                .collect(Collectors.toSet());
        return uses.stream()
                .filter(use -> use.kind() != ImageUse.Kind.TASK || !running.contains(use.user()))
                .distinct()
                .toList();
    }
}
