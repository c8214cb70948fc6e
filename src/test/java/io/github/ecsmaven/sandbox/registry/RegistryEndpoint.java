package io.github.ecsmaven.sandbox.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Endpoint;
import io.github.ecsmaven.sandbox.Operation;
import io.github.ecsmaven.sandbox.ecr.AuthorizationTokens;
import io.github.ecsmaven.sandbox.ecr.EcrSandbox;
import io.github.ecsmaven.sandbox.ecr.RegistryStore;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The OCI distribution registry at {@code /v2/}, with ECR's authentication and ECR's sentences. */
public final class RegistryEndpoint implements Endpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AwsError UNAUTHORIZED = new AwsError(401, "UNAUTHORIZED", "Not Authorized");

    /** Whose a user name and a password are. */
    interface Logins {
        /** @throws AwsError 401 for a user or password that nobody has, or what else there is to say about them */
        Caller caller(String user, String password) throws AwsError;
    }

    private final Logins logins;
    private final RegistryStore store;
    private final BlobHandler blobs;
    private final ManifestHandler manifests;
    private final String realm;

    /** @param realm what the challenge names, the registry's own URL */
    public RegistryEndpoint(EcrSandbox ecr, String realm) {
        this(ecr, realm, ofEcr(ecr.tokens()));
    }

    private static Logins ofEcr(AuthorizationTokens tokens) {
        return (user, password) -> {
            if (!user.equals("AWS")) {
                throw UNAUTHORIZED;
            }
            return tokens.authenticate(password);
        };
    }

    RegistryEndpoint(EcrSandbox ecr, String realm, Logins logins) {
        this.logins = logins;
        this.store = ecr.registry();
        this.blobs = new BlobHandler(store, ecr.blobs());
        this.manifests = new ManifestHandler(store);
        this.realm = realm;
    }

    @Override
    public boolean takes(HttpRequest request) {
        return request.path().equals("/v2") || request.path().startsWith("/v2/");
    }

    @Override
    public Operation operation(HttpRequest request) {
        String name = RegistryPath.parse(request.path())
                .map(path -> path.operation(request.method()))
                .orElse("Unsupported");
        return new Operation("registry", name, !List.of("GET", "HEAD").contains(request.method()));
    }

    @Override
    public HttpResponse answer(HttpRequest request, Operation operation) throws IOException, AwsError {
        Caller caller = authenticate(request);
        RegistryPath path = RegistryPath.parse(request.path()).orElseThrow(() -> unsupported(request));
        HttpResponse response =
                switch (operation.name()) {
                    case "Ping" -> HttpResponse.of(200);
                    case "HeadBlob" -> blobs.head(path, caller);
                    case "GetBlob" -> blobs.get(path, caller);
                    case "StartUpload" -> blobs.start(request, path, caller);
                    case "UploadChunk" -> blobs.chunk(request, path, caller);
                    case "CompleteUpload" -> blobs.complete(request, path, caller);
                    case "HeadManifest" -> manifests.head(request, path, caller);
                    case "GetManifest" -> manifests.get(request, path, caller);
                    case "PutManifest" -> manifests.put(request, path, caller);
                    case "ListTags" -> tags(request, path, caller);
                    default -> throw unsupported(request);
                };
        return withVersion(response);
    }

    private Caller authenticate(HttpRequest request) throws AwsError {
        String header = request.header("Authorization").orElseThrow(() -> UNAUTHORIZED);
        if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            throw UNAUTHORIZED;
        }
        String pair = decoded(header.substring("basic ".length()).trim());
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw UNAUTHORIZED;
        }
        return logins.caller(pair.substring(0, colon), pair.substring(colon + 1));
    }

    private static String decoded(String base64) throws AwsError {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw UNAUTHORIZED;
        }
    }

    private static AwsError unsupported(HttpRequest request) {
        return AwsError.notImplemented(request.method() + " " + request.path());
    }

    private HttpResponse tags(HttpRequest request, RegistryPath path, Caller caller) throws AwsError {
        if (request.query("n").isPresent() || request.query("last").isPresent()) {
            throw AwsError.notImplemented("pages of tags");
        }
        ObjectNode body = JSON.createObjectNode().put("name", path.repository());
        store.tags(path.repository(), caller).forEach(body.putArray("tags")::add);
        return HttpResponse.of(200, "application/json", body.toString());
    }

    @Override
    public HttpResponse refusal(AwsError error) {
        if (error.status() == 401) {
            return withVersion(HttpResponse.of(401, "text/plain; charset=utf-8", error.message() + "\n"))
                    .withHeader("WWW-Authenticate", "Basic realm=\"" + realm + "\",service=\"ecr.amazonaws.com\"");
        }
        AwsError inWordsOfRegistries = inWordsOfRegistries(error);
        ObjectNode body = JSON.createObjectNode();
        body.putArray("errors")
                .addObject()
                .put("code", inWordsOfRegistries.code())
                .put("message", error.message());
        return withVersion(
                HttpResponse.of(inWordsOfRegistries.status(), "application/json; charset=utf-8", body.toString()));
    }

    // The engine prints the code in lower case before the sentence: "name unknown: The repository with name …" (aws.md
    // 2.6).
    private static AwsError inWordsOfRegistries(AwsError error) {
        String message = error.message();
        return switch (error.code()) {
            case "AccessDeniedException" -> new AwsError(403, "DENIED", message);
            case "RepositoryNotFoundException" -> new AwsError(404, "NAME_UNKNOWN", message);
            case "ImageTagAlreadyExistsException" -> new AwsError(400, "TAG_INVALID", message);
            case "LayersNotFoundException", "ReferencedImagesNotFoundException" -> new AwsError(
                    404, "MANIFEST_BLOB_UNKNOWN", message);
            case "InvalidParameterException" -> new AwsError(400, "MANIFEST_INVALID", message);
            case "ThrottlingException" -> new AwsError(429, "TOOMANYREQUESTS", message);
            case "NotImplementedBySandbox" -> new AwsError(405, "UNSUPPORTED", message);
            case "ServerException" -> new AwsError(error.status(), "UNKNOWN", message);
            default -> error;
        };
    }

    private static HttpResponse withVersion(HttpResponse response) {
        return response.withHeader("Docker-Distribution-Api-Version", "registry/2.0");
    }
}
