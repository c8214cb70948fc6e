package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.RevisionSelection;
import io.github.ecsmaven.ecs.RevisionSelection.Reason;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RevisionLogTest {
    private final RecordingLog maven = new RecordingLog(new Terminal());
    private final RevisionLog log = new RevisionLog(maven);

    @Test
    void saysWhatWentAndHowManyStay() {
        log.deregistered(revisions(1, 2, 3), selection(revisions(1, 2, 3), kept(Reason.NEWEST, 4, 5, 6, 7, 8)));

        assertThat(maven.text())
                .contains("[INFO] Revisions: 3 deregistered (shop:1 to shop:3), 5 kept\n")
                .contains("[DEBUG] Kept shop:8: it is among the newest\n");
    }

    @Test
    void saysWhyOldOnesStay() {
        Map<TaskDefinitionArn, Reason> kept = kept(Reason.NEWEST, 8, 9);
        kept.putAll(kept(Reason.IN_USE, 2));
        kept.putAll(kept(Reason.ROLLBACK_TARGET, 7));
        kept.putAll(kept(Reason.LATER, 5, 6));

        log.deregistered(revisions(1, 3, 4), selection(revisions(1, 3, 4), kept));

        assertThat(maven.text())
                .contains(
                        "[INFO] Revisions: 3 deregistered (shop:1, shop:3 to shop:4), 6 kept, shop:2 in use, shop:7 to roll"
                                + " back to, shop:5 to shop:6 until a later deployment\n");
    }

    @Test
    void saysNothingWhereNothingWent() {
        log.deregistered(List.of(), selection(List.of(), kept(Reason.NEWEST, 1, 2)));

        assertThat(maven.text()).doesNotContain("INFO");
    }

    @Test
    void countsWhatCouldNotBeDeregisteredAsKept() {
        log.deregistered(revisions(1), selection(revisions(1, 2), kept(Reason.NEWEST, 3)));
        log.notDeregistered("shop", new ActionableException("Could not deregister shop:2: no.", "Allow it."));

        assertThat(maven.text())
                .contains("[INFO] Revisions: 1 deregistered (shop:1), 2 kept\n")
                .contains("[WARNING] The deployment succeeded, but old revisions of task definition family 'shop' stay"
                        + " ACTIVE: Could not deregister shop:2: no. Allow it.\n");
    }

    private static RevisionSelection selection(List<TaskDefinitionArn> surplus, Map<TaskDefinitionArn, Reason> kept) {
        return new RevisionSelection(surplus, kept);
    }

    private static Map<TaskDefinitionArn, Reason> kept(Reason reason, int... numbers) {
        Map<TaskDefinitionArn, Reason> kept = new HashMap<>();
        revisions(numbers).forEach(revision -> kept.put(revision, reason));
        return kept;
    }

    private static List<TaskDefinitionArn> revisions(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number ->
                        new TaskDefinitionArn("arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:" + number))
                .toList();
    }
}
