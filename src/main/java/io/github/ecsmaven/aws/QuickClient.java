package io.github.ecsmaven.aws;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * An SDK client that is not made before it is needed, and the calls that need none. Once it is there it answers everything.
 *
 * @param <C> the service's client
 */
public final class QuickClient<C> {
    private final Supplier<C> clients;
    private final QuickCalls calls;
    private final QuickCalls.Api api;
    private final Supplier<String> region;
    private volatile @Nullable C client;

    /**
     * @param clients makes the SDK's client
     * @param region where the service is asked
     */
    public QuickClient(Supplier<C> clients, QuickCalls calls, QuickCalls.Api api, Supplier<String> region) {
        this.clients = clients;
        this.calls = calls;
        this.api = api;
        this.region = region;
    }

    /** The SDK's client, which is made now if it was not before. */
    public synchronized C sdk() {
        C known = client;
        if (known == null) {
            known = clients.get();
            client = known;
        }
        return known;
    }

    /** @return the answer's builder, or empty when the SDK's client is to ask */
    public <B extends SdkPojo> Optional<B> read(String operation, SdkPojo request, Supplier<B> answer) {
        return client == null ? calls.read(api, region.get(), operation, request, answer) : Optional.empty();
    }

    /**
     * The same of a call that changes something; the SDK's client must not mind that it was done already.
     *
     * @return the answer's builder, or empty when the SDK's client is to ask
     */
    public <B extends SdkPojo> Optional<B> write(String operation, SdkPojo request, Supplier<B> answer) {
        return client == null ? calls.write(api, region.get(), operation, request, answer) : Optional.empty();
    }
}
