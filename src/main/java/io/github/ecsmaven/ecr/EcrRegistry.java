package io.github.ecsmaven.ecr;

import io.github.ecsmaven.aws.AwsSession;
import java.net.URI;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;

/** A private registry: one account's, in one region. Its client is made when it is first asked something. */
public final class EcrRegistry {
    private final Supplier<EcrClient> clients;
    private final Optional<String> registryId;
    private final BiFunction<URI, Integer, byte[]> download;
    private @Nullable EcrClient client;

    private EcrRegistry(
            Supplier<EcrClient> clients, Optional<String> registryId, BiFunction<URI, Integer, byte[]> download) {
        this.clients = clients;
        this.registryId = registryId;
        this.download = download;
    }

    /** The registry that a repository is in: the one its URI tells, else that of the session's account and region. */
    public static EcrRegistry of(AwsSession session, RepositoryLocation where) {
        return new EcrRegistry(
                () -> session.client(EcrClient.builder(), where.region().orElseGet(session::region)),
                where.registryId(),
                session::download);
    }

    static EcrRegistry of(EcrClient client, Optional<String> registryId, BiFunction<URI, Integer, byte[]> download) {
        return new EcrRegistry(() -> client, registryId, download);
    }

    /** The account, where it is not simply the caller's, for the member {@code registryId} of requests. */
    @Nullable
    String registryId() {
        return registryId.orElse(null);
    }

    byte[] download(URI presigned, int limit) {
        return download.apply(presigned, limit);
    }

    /**
     * Asks ECR.
     *
     * @param doing what is tried to which thing, for the error
     */
    <T> T ask(String doing, Function<EcrClient, T> question) {
        try {
            return question.apply(client());
        } catch (SdkException e) {
            throw EcrFailures.explain(doing, e);
        }
    }

    /** Asks ECR and lets the SDK's own exceptions through, for callers that can bear some. */
    <T> T askRaw(Function<EcrClient, T> question) {
        return question.apply(client());
    }

    private synchronized EcrClient client() {
        EcrClient known = client;
        if (known == null) {
            known = clients.get();
            client = known;
        }
        return known;
    }
}
