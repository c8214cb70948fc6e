package io.github.ecsmaven.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an image is: {@code [registry/]path[:tag][@digest]}, read as the docker command line reads it, so that {@code shop} is
 * {@code docker.io/library/shop}.
 *
 * @param registry host and, where given, port of the registry; {@code docker.io} for Docker Hub
 * @param path repository within the registry, such as {@code library/eclipse-temurin}
 * @param tag tag, where the reference names one
 * @param digest digest, where the reference pins one
 */
public record ImageReference(String registry, String path, Optional<Tag> tag, Optional<Digest> digest) {
    /** The name that Docker gives to its public registry in references. */
    public static final String DOCKER_HUB = "docker.io";

    private static final String OFFICIAL = "library/";
    private static final int LONGEST_PATH = 255;
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern REGISTRY =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+])(?::[0-9]{1,5})?");

    /** @throws IllegalArgumentException when registry or path have not the form that registries accept */
    public ImageReference {
        if (!REGISTRY.matcher(registry).matches()) {
            throw new IllegalArgumentException("not a registry host: '" + registry + "'");
        }
        // Docker's own limit ("repository name must not be more than 255 characters").
        if (path.length() > LONGEST_PATH) {
            throw new IllegalArgumentException("not a repository name: it has more than 255 characters");
        }
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("not a repository name: '" + path
                    + "' (lower-case letters, digits and single . _ - / between them)");
        }
    }

    /**
     * Reads a reference.
     *
     * @throws IllegalArgumentException when the text is not a reference; the message says which part is wrong
     */
    public static ImageReference parse(String text) {
        String rest = text.trim();
        Optional<Digest> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(new Digest(rest.substring(at + 1)));
            rest = rest.substring(0, at);
        }
        Optional<Tag> tag = Optional.empty();
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = Optional.of(new Tag(rest.substring(colon + 1)));
            rest = rest.substring(0, colon);
        }
        return ofName(rest, tag, digest);
    }

    private static ImageReference ofName(String name, Optional<Tag> tag, Optional<Digest> digest) {
        int slash = name.indexOf('/');
        boolean namesRegistry = namesRegistry(name);
        String registry = namesRegistry ? name.substring(0, slash) : DOCKER_HUB;
        String path = namesRegistry ? name.substring(slash + 1) : name;
        if (registry.equals("index.docker.io")) {
            registry = DOCKER_HUB;
        }
        boolean official = registry.equals(DOCKER_HUB) && !path.contains("/");
        return new ImageReference(registry, official ? OFFICIAL + path : path, tag, digest);
    }

    private static boolean namesRegistry(String name) {
        String first = name.substring(0, Math.max(0, name.indexOf('/')));
        return first.contains(".") || first.contains(":") || first.equals("localhost");
    }

    /** Registry and path without tag and digest, as a user writes them: Docker Hub's name is left out where it goes without saying. */
    public String repository() {
        String whole = registry + "/" + path;
        if (!registry.equals(DOCKER_HUB)) {
            return whole;
        }
        boolean official = path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0;
        String familiar = official ? path.substring(OFFICIAL.length()) : path;
        return namesRegistry(familiar) ? whole : familiar;
    }

    /** The same repository under another tag, without a digest. */
    public ImageReference withTag(Tag newTag) {
        return new ImageReference(registry, path, Optional.of(newTag), Optional.empty());
    }

    /** The same reference pinned to a digest; its tag stays. */
    public ImageReference withDigest(Digest newDigest) {
        return new ImageReference(registry, path, tag, Optional.of(newDigest));
    }

    /** The repository alone. */
    public ImageReference withoutTagAndDigest() {
        return new ImageReference(registry, path, Optional.empty(), Optional.empty());
    }

    /** The reference as a user writes it and the docker command line prints it. */
    @Override
    public String toString() {
        return repository()
                + tag.map(t -> ":" + t).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }
}
