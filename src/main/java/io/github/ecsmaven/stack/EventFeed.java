package io.github.ecsmaven.stack;

import static io.github.ecsmaven.stack.ChangeSets.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * Reads the events of one operation on a stack, each once. CloudFormation tells the newest first, of all operations that the stack ever
 * had. Those of an operation that was begun here have its token, which also those have that follow by themselves, such as of a rollback
 * (API reference, StackEvent, ClientRequestToken); the first of one that was found at work is where the stack itself began to change.
 */
final class EventFeed {
    private static final Set<String> BEGINNINGS =
            Set.of("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS");

    private final CloudFormationClient client;
    private final String stackId;
    private final Optional<String> token;
    private final Set<String> seen = new HashSet<>();

    /** @param token of the operation that was begun here; empty for one that was found at work */
    EventFeed(CloudFormationClient client, String stackId, Optional<String> token) {
        this.client = client;
        this.stackId = stackId;
        this.token = token;
    }

    /** Those since the last look, the oldest first; one call, but where there are very many. */
    List<io.github.ecsmaven.stack.StackEvent> next() {
        List<StackEvent> newestFirst = new ArrayList<>();
        String next = null;
        boolean complete = false;
        do {
            DescribeStackEventsResponse page = page(next);
            next = page.nextToken();
            complete = take(page.stackEvents(), newestFirst);
        } while (!complete && next != null);
        List<StackEvent> own = ofThisOperation(newestFirst);
        own.forEach(event -> seen.add(event.eventId()));
        Collections.reverse(own);
        return own.stream().map(EventFeed::event).toList();
    }

    private DescribeStackEventsResponse page(@Nullable String next) {
        return client.describeStackEvents(r -> r.stackName(stackId).nextToken(next));
    }

    /** Whether what follows is known, or of an earlier operation. */
    private boolean take(List<StackEvent> page, List<StackEvent> newestFirst) {
        for (StackEvent event : page) {
            if (seen.contains(event.eventId())) {
                return true;
            }
            newestFirst.add(event);
            if (token.isEmpty() && isBeginning(event)) {
                return true;
            }
        }
        boolean oursBefore = newestFirst.stream().anyMatch(this::isOurs);
        return token.isPresent()
                && oursBefore
                && !newestFirst.isEmpty()
                && !isOurs(newestFirst.get(newestFirst.size() - 1));
    }

    /** Once one of ours was seen, all that is newer belongs to it, also what somebody who cancels it brings. */
    private List<StackEvent> ofThisOperation(List<StackEvent> newestFirst) {
        if (token.isEmpty() || !seen.isEmpty()) {
            return newestFirst;
        }
        int oldest = newestFirst.size() - 1;
        while (oldest >= 0 && !isOurs(newestFirst.get(oldest))) {
            oldest--;
        }
        return new ArrayList<>(newestFirst.subList(0, oldest + 1));
    }

    private boolean isOurs(StackEvent event) {
        return token.isPresent() && token.get().equals(event.clientRequestToken());
    }

    private static boolean isBeginning(StackEvent event) {
        return String.valueOf(event.stackId()).equals(event.physicalResourceId())
                && BEGINNINGS.contains(String.valueOf(event.resourceStatusAsString()));
    }

    private static io.github.ecsmaven.stack.StackEvent event(StackEvent event) {
        return new io.github.ecsmaven.stack.StackEvent(
                event.timestamp(),
                event.logicalResourceId(),
                event.resourceType(),
                String.valueOf(event.resourceStatusAsString()),
                text(event.resourceStatusReason()),
                text(event.physicalResourceId()));
    }
}
