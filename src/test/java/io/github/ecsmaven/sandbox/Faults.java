package io.github.ecsmaven.sandbox;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Faults on demand. Each names the operations that it hits ({@code ecr:DescribeImages}, {@code registry:*}, {@code *}) and how often; the
 * oldest that fits is used first.
 */
public final class Faults {
    /** What goes wrong. */
    public sealed interface Effect {
        /** The error is answered and nothing is done. */
        record Fail(AwsError error) implements Effect {}

        /** The connection is reset and nothing is done. */
        record Reset() implements Effect {}

        /** The request is carried out, then the connection is reset: a retry meets what the first try did. */
        record LoseAnswer() implements Effect {}

        /** Every registry token issued so far expires, then the request is treated as usual. */
        record ExpireTokens() implements Effect {}

        /** Something else happens first, then the request is treated as usual. */
        record Meanwhile(Runnable action) implements Effect {}

        /** Nothing is answered while the gate is closed; then the connection is reset. */
        record Stall(Gate gate, boolean carriedOut) implements Effect {}

        /** The request is carried out, and the answer is what no such service answers. */
        record Garble(String body) implements Effect {}

        /** The request is carried out, and the connection ends in the middle of the answer. */
        record Truncate() implements Effect {}

        /** Bodies in both directions flow no faster than this. */
        record Slow(long bytesPerSecond) implements Effect {}
    }

    private static final class Fault {
        private final String target;
        private final Effect effect;
        private int times;

        private Fault(String target, Effect effect, int times) {
            this.target = target;
            this.effect = effect;
            this.times = times;
        }

        private boolean hits(Operation operation) {
            String name = operation.toString();
            return target.endsWith("*")
                    ? name.startsWith(target.substring(0, target.length() - 1))
                    : name.equals(target);
        }
    }

    private final List<Fault> pending = new ArrayList<>();

    /** The next requests for these operations suffer the effect. */
    public synchronized void add(String operations, int times, Effect effect) {
        pending.add(new Fault(operations, effect, times));
    }

    /** Throttling: ThrottlingException of the JSON APIs, HTTP 429 of the registry. */
    public void throttle(String operations, int times) {
        add(operations, times, new Effect.Fail(AwsError.badRequest("ThrottlingException", "Rate exceeded")));
    }

    /** HTTP 500 as AWS's services answer when they fail themselves. */
    public void serverError(String operations, int times) {
        add(operations, times, new Effect.Fail(new AwsError(500, "ServerException", "Internal server error")));
    }

    /** Connections reset before anything is done. */
    public void reset(String operations, int times) {
        add(operations, times, new Effect.Reset());
    }

    /** Connections reset after everything was done. */
    public void loseAnswer(String operations, int times) {
        add(operations, times, new Effect.LoseAnswer());
    }

    /** Registry tokens that expire when the next such request arrives, as in the middle of a push. */
    public void expireTokens(String operations) {
        add(operations, 1, new Effect.ExpireTokens());
    }

    /** A slow line: for layers use {@code registry:UploadChunk} and {@code registry:GetBlob}. */
    public void slow(String operations, int times, long bytesPerSecond) {
        add(operations, times, new Effect.Slow(bytesPerSecond));
    }

    /** Takes back every fault that has not struck yet. */
    public synchronized void clear() {
        pending.clear();
    }

    synchronized Optional<Effect> strike(Operation operation) {
        for (Iterator<Fault> faults = pending.iterator(); faults.hasNext(); ) {
            Fault fault = faults.next();
            if (fault.hits(operation)) {
                fault.times--;
                if (fault.times <= 0) {
                    faults.remove();
                }
                return Optional.of(fault.effect);
            }
        }
        return Optional.empty();
    }
}
