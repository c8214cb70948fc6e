package io.github.ecsmaven.ecs;

import io.github.ecsmaven.DidYouMean;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code @name@} in the values of a task definition file. What the deployment itself knows comes first, for it honours
 * {@code -Decs.*} already; then what Maven knows. {@code @@name@} is {@code @name@} itself, and any other {@code @} is nothing special.
 * The image is not known before it is pushed: until then its names stay as they are.
 */
final class Placeholders {
    private static final String IMAGE = "ecs.image";
    private static final String IMAGE_URI = "ecs.image.uri";
    private static final String IMAGE_DIGEST = "ecs.image.digest";
    private static final Set<String> OF_THE_IMAGE = Set.of(IMAGE, IMAGE_URI, IMAGE_DIGEST);
    private static final Pattern TOKEN = Pattern.compile("@?@(?<name>[A-Za-z0-9._-]+)@");

    private final Map<String, String> own;
    private final boolean imageIsKnown;
    private final FileProperties others;
    private final List<String> unresolved = new ArrayList<>();

    private Placeholders(Map<String, String> own, boolean imageIsKnown, FileProperties others) {
        this.own = own;
        this.imageIsKnown = imageIsKnown;
        this.others = others;
    }

    /**
     * @param service what the file is for: it gives {@code ecs.cluster}, {@code ecs.service}, {@code ecs.region} and
     *     {@code ecs.account}
     * @param image what is deployed: it gives {@code ecs.image.uri} (also as {@code ecs.image}) and {@code ecs.image.digest}; absent
     *     while it is not known
     */
    static Placeholders of(RunningService service, Optional<ImageReference> image, FileProperties others) {
        return of(service.reference(), service.account(), image, others);
    }

    /** @param account where the service is, or is to be */
    static Placeholders of(
            ServiceReference service, AwsAccount account, Optional<ImageReference> image, FileProperties others) {
        Map<String, String> own = new TreeMap<>();
        own.put("ecs.cluster", service.clusterName());
        own.put("ecs.service", service.serviceName());
        own.put("ecs.region", account.region());
        own.put("ecs.account", account.id());
        image.ifPresent(known -> {
            own.put(IMAGE, known.toString());
            own.put(IMAGE_URI, known.toString());
        });
        image.flatMap(ImageReference::digest).map(Digest::value).ifPresent(digest -> own.put(IMAGE_DIGEST, digest));
        return new Placeholders(own, image.isPresent(), others);
    }

    /** What has no value, one sentence each with its JSON path; values are never named. */
    List<String> unresolved() {
        return Collections.unmodifiableList(unresolved);
    }

    /** Whether a text is one placeholder and nothing else, so that its value may be a number or a flag. */
    static boolean isOne(String text) {
        return text.indexOf("@@") < 0 && TOKEN.matcher(text).matches();
    }

    String replaced(String text, String path) {
        return text.indexOf('@') < 0
                ? text
                : TOKEN.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement(match, path)));
    }

    private String replacement(MatchResult match, String path) {
        String name = match.group(1);
        if (match.group().startsWith("@@")) {
            return "@" + name + "@";
        }
        if (!imageIsKnown && OF_THE_IMAGE.contains(name)) {
            return match.group();
        }
        return value(name).orElseGet(() -> {
            unresolved.add(problem(path, name));
            return match.group();
        });
    }

    private Optional<String> value(String name) {
        return own.containsKey(name) || OF_THE_IMAGE.contains(name)
                ? Optional.ofNullable(own.get(name))
                : others.value(name);
    }

    private String problem(String path, String name) {
        if (name.equals(IMAGE_DIGEST)) {
            return path + ": @" + name + "@ has no value, for the image " + own.get(IMAGE_URI) + " has no digest";
        }
        Set<String> known = new TreeSet<>(own.keySet());
        known.addAll(OF_THE_IMAGE);
        known.addAll(others.names());
        return path + ": @" + name + "@ has no value"
                + DidYouMean.nearest(name, known)
                        .map(meant -> "; did you mean @" + meant + "@?")
                        .orElse("");
    }
}
