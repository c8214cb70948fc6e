package io.github.ecsmaven.ecr;

import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.RecentReads;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;

/** A private registry: one account's, in one region. Its client is made when it is first asked something. */
public final class EcrRegistry {
    private final EcrClient client;
    private final Optional<String> registryId;
    private final BiFunction<URI, Integer, byte[]> download;
    private final Optional<RecentReads> recent;

    private EcrRegistry(
            EcrClient client,
            Optional<String> registryId,
            BiFunction<URI, Integer, byte[]> download,
            Optional<RecentReads> recent) {
        this.client = client;
        this.registryId = registryId;
        this.download = download;
        this.recent = recent;
    }

    /** The registry that a repository is in: the one its URI tells, else that of the session's account and region. */
    public static EcrRegistry of(AwsSession session, RepositoryLocation where) {
        Supplier<String> region = () -> where.region().orElseGet(session::region);
        return new EcrRegistry(
                QuickEcr.of(session, region), where.registryId(), session::download, Optional.of(session.recent()));
    }

    static EcrRegistry of(EcrClient client, Optional<String> registryId, BiFunction<URI, Integer, byte[]> download) {
        return new EcrRegistry(client, registryId, download, Optional.empty());
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
            return question.apply(client);
        } catch (SdkException e) {
            throw EcrFailures.explain(doing, e);
        }
    }

    /**
     * Asks what may have been asked a moment ago.
     *
     * @param kind what is asked for
     * @param about of which thing
     */
    <T> T recently(String kind, Object about, Supplier<T> question) {
        return recent.map(reads -> reads.read(kind, List.of(registryId, about), question))
                .orElseGet(question);
    }

    /** What was asked for a moment ago, where it was. */
    <T> Optional<T> known(String kind, Object about) {
        return recent.flatMap(reads -> reads.known(kind, List.of(registryId, about)));
    }

    /** Asks ECR and lets the SDK's own exceptions through, for callers that can bear some. */
    <T> T askRaw(Function<EcrClient, T> question) {
        return question.apply(client);
    }
}
