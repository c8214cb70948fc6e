package io.github.ecsmaven.sandbox.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path below {@code /v2/} (OCI distribution specification, "Endpoints").
 *
 * @param repository empty for the base path
 * @param reference digest, tag or upload id; empty where the path ends without one
 */
record RegistryPath(Kind kind, String repository, String reference) {
    enum Kind {
        BASE,
        BLOB,
        UPLOADS,
        UPLOAD,
        MANIFEST,
        TAGS
    }

    private static final Pattern UPLOADS = Pattern.compile("/v2/(.+)/blobs/uploads/?");
    private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/([^/]+)");
    private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/([^/]+)");
    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
    private static final Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");

    static Optional<RegistryPath> parse(String path) {
        if (path.equals("/v2/") || path.equals("/v2")) {
            return Optional.of(new RegistryPath(Kind.BASE, "", ""));
        }
        return match(UPLOADS, Kind.UPLOADS, path)
                .or(() -> match(UPLOAD, Kind.UPLOAD, path))
                .or(() -> match(BLOB, Kind.BLOB, path))
                .or(() -> match(MANIFEST, Kind.MANIFEST, path))
                .or(() -> match(TAGS, Kind.TAGS, path));
    }

    private static Optional<RegistryPath> match(Pattern pattern, Kind kind, String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new RegistryPath(kind, matcher.group(1), matcher.groupCount() > 1 ? matcher.group(2) : ""));
    }

    /** What a method on this path is called in logs and faults. */
    String operation(String method) {
        return switch (method + " " + kind) {
            case "GET BASE", "HEAD BASE" -> "Ping";
            case "HEAD BLOB" -> "HeadBlob";
            case "GET BLOB" -> "GetBlob";
            case "POST UPLOADS" -> "StartUpload";
            case "PATCH UPLOAD" -> "UploadChunk";
            case "PUT UPLOAD" -> "CompleteUpload";
            case "HEAD MANIFEST" -> "HeadManifest";
            case "GET MANIFEST" -> "GetManifest";
            case "PUT MANIFEST" -> "PutManifest";
            case "GET TAGS" -> "ListTags";
            default -> "Unsupported";
        };
    }
}
