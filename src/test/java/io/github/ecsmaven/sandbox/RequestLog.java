package io.github.ecsmaven.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Every request in the order in which it was answered. */
public final class RequestLog {
    private final List<LoggedRequest> requests = new ArrayList<>();

    synchronized void add(LoggedRequest request) {
        requests.add(request);
    }

    public synchronized List<LoggedRequest> all() {
        return List.copyOf(requests);
    }

    /** Operations such as {@code ecr:CreateRepository}, in order, repeated as often as they came. */
    public List<String> operations() {
        return all().stream().map(LoggedRequest::operation).toList();
    }

    /** The operations that change what AWS holds. */
    public List<String> writes() {
        return all().stream()
                .filter(LoggedRequest::write)
                .map(LoggedRequest::operation)
                .toList();
    }

    /** Forgets what came so far. */
    public synchronized void clear() {
        requests.clear();
    }
}
