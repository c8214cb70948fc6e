package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.RevisionListener;
import io.github.ecsmaven.ecs.RevisionSelection;
import io.github.ecsmaven.ecs.RevisionSelection.Reason;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;

/** What the user reads when old revisions of a task definition go. */
final class RevisionLog implements RevisionListener {
    private final Log log;

    RevisionLog(Log log) {
        this.log = log;
    }

    @Override
    public void deregistered(List<TaskDefinitionArn> done, RevisionSelection selection) {
        Map<TaskDefinitionArn, Reason> kept = selection.kept();
        kept.forEach((revision, reason) -> log.debug("Kept " + revision + ": " + inWords(reason)));
        if (!done.isEmpty()) {
            int left = kept.size() + selection.surplus().size() - done.size();
            log.info("Revisions: " + done.size() + " deregistered (" + ranges(done) + "), " + left + " kept"
                    + although(kept, Reason.IN_USE, "in use")
                    + although(kept, Reason.ROLLBACK_TARGET, "to roll back to")
                    + although(kept, Reason.LATER, "until a later deployment"));
        }
    }

    @Override
    public void notDeregistered(String family, ActionableException why) {
        log.warn("The deployment succeeded, but old revisions of task definition family '" + family + "' stay ACTIVE: "
                + why.problem() + " " + why.remedy());
    }

    private static String although(Map<TaskDefinitionArn, Reason> kept, Reason reason, String words) {
        List<TaskDefinitionArn> those = kept.entrySet().stream()
                .filter(entry -> entry.getValue() == reason)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(TaskDefinitionArn::revision))
                .toList();
        return those.isEmpty() ? "" : ", " + ranges(those) + " " + words;
    }

    private static String inWords(Reason reason) {
        return switch (reason) {
            case NEWEST -> "it is among the newest";
            case DEPLOYED -> "it was just deployed";
            case NEWER -> "it is newer than what was just deployed";
            case IN_USE -> "a service or a task of the cluster uses it";
            case ROLLBACK_TARGET -> "a service would go back to it";
            case LATER -> "enough were deregistered for one deployment";
        };
    }

    /** {@code shop:1 to shop:3, shop:5}. */
    private static String ranges(List<TaskDefinitionArn> ascending) {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        for (int next = 1; next <= ascending.size(); next++) {
            TaskDefinitionArn last = ascending.get(next - 1);
            if (next == ascending.size() || ascending.get(next).revision() != last.revision() + 1) {
                ranges.add(next - 1 == first ? last.name() : ascending.get(first) + " to " + last);
                first = next;
            }
        }
        return String.join(", ", ranges);
    }
}
