package io.github.ecsmaven.release;

import io.github.ecsmaven.context.BaseImages;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContextScope;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.context.Instruction;
import io.github.ecsmaven.image.BuildSecret;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads all that decides the image of a build: the files, the Dockerfile, the base images, the options. */
public final class ContentReader {
    private static final String IMAGE_CONTEXT = ContentFiles.IMAGE_CONTEXT;
    private static final String SYNTAX_ARGUMENT = "BUILDKIT_SYNTAX";

    private final ImageBuild request;
    private final Dockerfile dockerfile;
    private final DecidingOptions options;
    private final ContentFiles files;

    /**
     * Of the options those that decide the image, the same on every machine.
     *
     * @param buildArgs build arguments without the proxies of this machine
     * @param labels labels without those that name a version or a commit by themselves
     * @param platforms what the image is for; empty where nobody can tell
     */
    public record DecidingOptions(Map<String, String> buildArgs, Map<String, String> labels, List<Platform> platforms) {
        public DecidingOptions {
            buildArgs = new TreeMap<>(buildArgs);
            labels = new TreeMap<>(labels);
            platforms = List.copyOf(platforms);
        }
    }

    /** @throws io.github.ecsmaven.ActionableException when the Dockerfile is not there */
    public ContentReader(ImageBuild request, DecidingOptions options, ContentFiles files) {
        this.request = request;
        this.dockerfile = Dockerfile.read(request.dockerfile());
        this.options = options;
        this.files = files;
    }

    /**
     * Reads it.
     *
     * @throws io.github.ecsmaven.ActionableException when a file of the context cannot be read
     */
    public ImageContent read(BaseDigests digests) {
        Optional<String> never = whyNeverKnown().or(this::noReference);
        if (never.isPresent()) {
            return new ImageContent.Unknown(never.get());
        }
        Map<ImageReference, Digest> bases = new LinkedHashMap<>();
        for (ImageReference base : bases()) {
            BaseDigests.Answer answer = digests.of(base);
            if (answer.digest().isEmpty()) {
                return new ImageContent.Unknown(
                        "The digest of the base image " + base + " is not known: " + answer.whyNot());
            }
            bases.put(base, answer.digest().get());
        }
        ContentKey key = key(bases);
        files.remember();
        return new ImageContent.Known(key, bases);
    }

    /** What reading again finds to be other than it was, with the same digests of base images. */
    List<ContentKey.Part> changesSince(ImageContent.Known content) {
        return key(content.bases()).changesFrom(content.key());
    }

    /** The same for a builder that has all of the context, and does not say what it has read. */
    public ContentReader ofWholeContext() {
        return new ContentReader(request, options, files.ofWholeContext());
    }

    /** What of the build context counts. */
    ContextScope scope() {
        return files.scope();
    }

    /** Whether an image that a build used decides the content, or nothing but an attestation. */
    boolean isHashed(ImageReference image, ImageContent.Known content) {
        ImageReference repository = image.withoutTagAndDigest();
        return content.bases().keySet().stream().anyMatch(base -> isSame(image, base))
                || SbomGenerator.of(request.options())
                        .filter(repository::equals)
                        .isPresent();
    }

    private static boolean isSame(ImageReference image, ImageReference base) {
        return image.withoutTagAndDigest().equals(base.withoutTagAndDigest())
                && (image.tag().isPresent() && image.tag().equals(base.tag())
                        || image.digest().isPresent() && image.digest().equals(base.digest()));
    }

    private Optional<String> whyNeverKnown() {
        Optional<String> asked = askedToBuild(request);
        if (asked.isPresent()) {
            return asked;
        }
        Optional<Instruction> remoteAdd = dockerfile.remoteAdd(options.buildArgs());
        if (remoteAdd.isPresent()) {
            return Optional.of("ADD in line " + remoteAdd.get().line() + " of " + request.dockerfile()
                    + " reads from elsewhere (--checksum pins what).");
        }
        Optional<Instruction> trigger = dockerfile.ownTrigger(options.buildArgs());
        if (trigger.isPresent()) {
            return Optional.of("ONBUILD in line " + trigger.get().line() + " of " + request.dockerfile()
                    + " has its effect in the same file, and what it reads is not known.");
        }
        if (options.platforms().isEmpty()) {
            return Optional.of("No builder answers, so the platform is not known; <platform> sets it.");
        }
        return contextElsewhere().or(this::unresolvedBase);
    }

    /** Why the image is to be built whatever it is made of; empty where it need not. */
    static Optional<String> askedToBuild(ImageBuild request) {
        if (request.noCache() || !request.options().noCacheFilter().isEmpty()) {
            return Optional.of((request.noCache() ? "<noCache>" : "<noCacheFilter>") + " asks to build it again.");
        }
        if (request.pull()) {
            return Optional.of("<pull> asks for the newest base images.");
        }
        return request.options().sshAgents().isEmpty()
                ? Optional.empty()
                : Optional.of("<ssh> lets the build read from elsewhere.");
    }

    private Optional<String> contextElsewhere() {
        return request.options().buildContexts().entrySet().stream()
                .filter(context -> isElsewhere(context.getValue()))
                .findFirst()
                .map(context -> "The build context '" + context.getKey() + "' is elsewhere.");
    }

    private Optional<String> unresolvedBase() {
        return options.platforms().stream()
                .flatMap(platform -> basesFor(platform).unresolved().stream())
                .findFirst()
                .map(image -> "The image '" + image.text() + "' in line " + image.line() + " of " + request.dockerfile()
                        + " is not known before the build: " + image.reason() + ".");
    }

    private BaseImages basesFor(Platform platform) {
        Map<String, String> args = new TreeMap<>(Dockerfile.platformArgs(platform, platform));
        args.putAll(options.buildArgs());
        return dockerfile.baseImages(args, request.target());
    }

    private Set<ImageReference> bases() {
        Set<ImageReference> bases = new LinkedHashSet<>();
        options.platforms().forEach(platform -> bases.addAll(basesFor(platform).images()));
        request.options().buildContexts().forEach((name, source) -> {
            reference(name).ifPresent(bases::remove);
            if (source.startsWith(IMAGE_CONTEXT)) {
                bases.add(ImageReference.parse(source.substring(IMAGE_CONTEXT.length())));
            }
        });
        frontend().map(ImageReference::parse).ifPresent(bases::add);
        return bases.stream().map(BaseDigests::tagged).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Optional<String> frontend() {
        return Optional.ofNullable(options.buildArgs().get(SYNTAX_ARGUMENT))
                .or(dockerfile::syntax)
                .map(text -> text.strip().replaceFirst("\\s.*$", ""));
    }

    static boolean isElsewhere(String source) {
        boolean named = source.contains("://") || source.startsWith("git@") || source.startsWith("target:");
        return named && !source.startsWith(IMAGE_CONTEXT);
    }

    /** What is to be the name of an image and is none, so that only the builder can say what it makes of it. */
    private Optional<String> noReference() {
        Stream<String> contexts = request.options().buildContexts().values().stream()
                .filter(source -> source.startsWith(IMAGE_CONTEXT))
                .map(source -> source.substring(IMAGE_CONTEXT.length()));
        return Stream.concat(contexts, frontend().stream())
                .filter(text -> reference(text).isEmpty())
                .findFirst()
                .map(text -> "'" + text + "' is not the name of an image.");
    }

    private static Optional<ImageReference> reference(String text) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ContentKey key(Map<ImageReference, Digest> bases) {
        ContentKey.Builder key = new ContentKey.Builder();
        files.addTo(key);
        bases.forEach((image, digest) -> key.add(Kind.BASE_IMAGE, image.toString(), digest.value()));
        frontend().ifPresent(image -> key.add(Kind.FRONTEND, image, ""));
        key.addAll(Kind.BUILD_ARGUMENT, options.buildArgs());
        request.target().ifPresent(target -> key.add(Kind.TARGET, "", target));
        options.platforms().forEach(platform -> key.add(Kind.PLATFORM, platform.toString(), ""));
        key.addAll(Kind.LABEL, options.labels());
        request.network().ifPresent(network -> key.add(Kind.NETWORK, "", network));
        request.extraHosts().forEach(host -> key.add(Kind.EXTRA_HOST, host, ""));
        request.options().secrets().stream().map(BuildSecret::id).forEach(id -> key.add(Kind.SECRET, id, ""));
        key.addAll(Kind.ATTESTATION, request.options().attestations());
        return key.build();
    }
}
