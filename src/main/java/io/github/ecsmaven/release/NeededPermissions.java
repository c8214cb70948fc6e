package io.github.ecsmaven.release;

import io.github.ecsmaven.aws.Partitions;
import io.github.ecsmaven.context.BaseImages;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.ecr.EcrHost;
import io.github.ecsmaven.ecr.Encryption;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecs.ImageSearch;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.iam.BuildPermissions;
import io.github.ecsmaven.iam.GuardPermissions;
import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.iam.Policy;
import io.github.ecsmaven.iam.PushPermissions;
import io.github.ecsmaven.iam.RepositoryFeature;
import io.github.ecsmaven.iam.ServicePlace;
import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.CacheLocation;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Works out which permissions the goals need for what a project configures, and what it cannot know about them. */
public final class NeededPermissions {
    private static final String IMAGE_CONTEXT = "docker-image://";
    private static final Platform USUAL_PLATFORM = Platform.parse("linux/amd64");

    private final Place home;
    private final Set<String> ecrRegistries;
    private final Set<PermissionGap> gaps = new LinkedHashSet<>();

    /**
     * @param home account and region of the session
     * @param ecrRegistries hosts that are registries of ECR there, whatever they are called
     */
    public NeededPermissions(Place home, Set<String> ecrRegistries) {
        this.home = home;
        this.ecrRegistries = Set.copyOf(ecrRegistries);
    }

    /** What came up and is not known. */
    public List<PermissionGap> gaps() {
        return List.copyOf(gaps);
    }

    /**
     * What the build of an image needs.
     *
     * @param platforms what it is built for; none when that is left to the builder
     */
    public Policy toBuild(
            Dockerfile dockerfile,
            Map<String, String> buildArgs,
            Optional<String> target,
            List<Platform> platforms,
            BuildKitOptions options) {
        Platform platform = platforms.stream().findFirst().orElse(USUAL_PLATFORM);
        Map<String, String> args = new TreeMap<>(Dockerfile.platformArgs(USUAL_PLATFORM, platform));
        args.putAll(buildArgs);
        BaseImages bases = dockerfile.baseImages(args, target);
        bases.unresolved().forEach(one -> gaps.add(new PermissionGap.BaseImage(one.line(), one.text(), one.reason())));
        List<ImageReference> pulled = new ArrayList<>();
        bases.images().stream()
                .filter(image -> !options.buildContexts().containsKey(image.toString()))
                .forEach(pulled::add);
        Optional.ofNullable(buildArgs.get("BUILDKIT_SYNTAX"))
                .or(dockerfile::syntax)
                .flatMap(NeededPermissions::reference)
                .ifPresent(pulled::add);
        options.buildContexts().values().stream()
                .filter(source -> source.startsWith(IMAGE_CONTEXT))
                .flatMap(source -> reference(source.substring(IMAGE_CONTEXT.length())).stream())
                .forEach(pulled::add);
        references(options.cacheFrom()).forEach(pulled::add);
        return new BuildPermissions(repositories(pulled), repositories(references(options.cacheTo()))).policy();
    }

    private static List<ImageReference> references(List<CacheLocation> caches) {
        return caches.stream()
                .flatMap(cache ->
                        Optional.ofNullable(cache.attributes().get("ref"))
                                .flatMap(NeededPermissions::reference)
                                .stream())
                .toList();
    }

    /** What is none is the builder's to refuse. */
    private static Optional<ImageReference> reference(String text) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /**
     * What the push of an image needs.
     *
     * @param lifecycle whether a lifecycle policy is put
     * @param service the service that the image has to fit, where there is one
     * @param readsTaskDefinition whether the service's task definition is read
     */
    public Policy toPush(
            RepositoryLocation where,
            RepositorySettings settings,
            boolean lifecycle,
            Optional<ServiceReference> service,
            boolean readsTaskDefinition) {
        return new PushPermissions(
                        repository(where),
                        features(settings, lifecycle),
                        settings.encryption()
                                .flatMap(Encryption::kmsKey)
                                .map(key -> key(key, placeOf(where.ecrHost()))),
                        service.map(this::placeOf),
                        readsTaskDefinition)
                .policy();
    }

    /** What a service in a stack of its own needs to be made and updated. */
    public Policy toStack(NeededStack stack) {
        return stack.permissions(home).policy();
    }

    /** What is read before to see whether it can be made. */
    public Policy toVerify(NeededStack stack) {
        return stack.permissions(home).verification();
    }

    /**
     * What it needs to be removed.
     *
     * @param where the repository, which may be deleted too
     */
    public Policy toDestroy(NeededStack stack, Optional<RepositoryLocation> where) {
        return withRepository(stack.permissions(home).removal(), where);
    }

    /** What it needs to see whether a lifecycle policy takes images in use. */
    public Policy toGuard(RepositoryLocation where, ImageSearch search) {
        return new GuardPermissions(
                        home,
                        repository(where),
                        search.clusterNames(),
                        search.keepRevisions().isPresent())
                .policy();
    }

    static Set<RepositoryFeature> features(RepositorySettings settings, boolean lifecycle) {
        Set<RepositoryFeature> features = EnumSet.noneOf(RepositoryFeature.class);
        addIf(settings.createRepository(), RepositoryFeature.CREATION, features);
        addIf(settings.imageTagMutability().isPresent(), RepositoryFeature.MUTABILITY, features);
        addIf(settings.scanOnPush().isPresent(), RepositoryFeature.SCANNING, features);
        addIf(!settings.tags().isEmpty(), RepositoryFeature.TAGS, features);
        addIf(settings.policyText().isPresent(), RepositoryFeature.POLICY, features);
        addIf(lifecycle, RepositoryFeature.LIFECYCLE, features);
        return features;
    }

    private static void addIf(boolean asked, RepositoryFeature feature, Set<RepositoryFeature> features) {
        if (asked) {
            features.add(feature);
        }
    }

    /** An alias is no resource that a key's permissions could be given on. */
    private static String key(String named, Place place) {
        if (named.startsWith("arn:") && named.contains(":key/")) {
            return named;
        }
        return place.key(named.contains("alias/") ? Place.ANY : named);
    }

    /** What the deployment of a service needs. */
    public Policy toDeploy(NeededDeployment deployment) {
        deployment.unknown().ifPresent(gaps::add);
        return deployment.permissions(placeOf(deployment.service()), this).policy();
    }

    /** What the deployment of an Express service needs. */
    public Policy toDeploy(NeededExpress express) {
        return express.permissions(home).policy();
    }

    /** What it needs to remove an Express service, and the repository where that may go too. */
    public Policy toDestroy(NeededExpress express, Optional<RepositoryLocation> where) {
        return withRepository(express.permissions(home).removal(), where);
    }

    private Policy withRepository(Policy removal, Optional<RepositoryLocation> where) {
        return where.map(this::repository)
                .map(arn -> removal.and(PushPermissions.deletion(arn)))
                .orElse(removal);
    }

    /** What a look before a deployment needs. */
    public Policy toVerify(NeededVerification verification) {
        return verification.permissions(this).policy();
    }

    private ServicePlace placeOf(ServiceReference service) {
        return new ServicePlace(home, service.clusterName(), service.serviceName());
    }

    /** Account and region of the session. */
    public Place home() {
        return home;
    }

    /** ARNs of the repositories of images in Amazon ECR. */
    Set<String> repositories(List<ImageReference> images) {
        return images.stream()
                .flatMap(image -> repository(image).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Optional<String> repository(ImageReference image) {
        Optional<EcrHost> host = EcrHost.parse(image.registry());
        return host.isPresent() || ecrRegistries.contains(image.registry())
                ? Optional.of(noted(placeOf(host), image.path()))
                : Optional.empty();
    }

    String repository(RepositoryLocation where) {
        return noted(placeOf(where.ecrHost()), where.name().value());
    }

    private String noted(Place place, String name) {
        String arn = place.repository(name);
        if (!place.account().equals(home.account()) && !home.account().equals(Place.ANY)) {
            gaps.add(new PermissionGap.OtherAccount(arn));
        }
        return arn;
    }

    private Place placeOf(Optional<EcrHost> host) {
        return host.map(it -> new Place(Partitions.of(it.region()), it.region(), it.registryId()))
                .orElse(home);
    }
}
