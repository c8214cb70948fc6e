package io.github.ecsmaven.stack;

import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsSession;
import java.time.Clock;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** AWS CloudFormation in one account and region. Its client is made when something is to be changed or followed. */
public final class StackAccount {
    private final AwsSession session;
    private final Clock clock;
    private final Sleeper sleeper;
    private @Nullable CloudFormationClient client;

    private StackAccount(AwsSession session, Clock clock, Sleeper sleeper) {
        this.session = session;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** CloudFormation for a session's identity, in its region. */
    public static StackAccount of(AwsSession session) {
        return of(session, Clock.systemUTC(), Sleeper.system());
    }

    /**
     * The same with a time of its own.
     *
     * @param clock tells how long an operation takes
     * @param sleeper lets time pass between two calls
     */
    public static StackAccount of(AwsSession session, Clock clock, Sleeper sleeper) {
        return new StackAccount(session, clock, sleeper);
    }

    /** Looks at stacks. */
    public Stacks stacks() {
        return new Stacks(session.reads(), session.recent());
    }

    /** Decides what has to happen to stacks. */
    public StackChanges changes() {
        return new StackChanges(stacks(), client(), clock, sleeper);
    }

    /** Carries changes out, and deletes stacks. */
    public StackDeployer deployer() {
        return new StackDeployer(stacks(), changes(), client(), clock, sleeper, new Random());
    }

    private Supplier<CloudFormationClient> client() {
        return this::made;
    }

    private synchronized CloudFormationClient made() {
        CloudFormationClient known = client;
        if (known == null) {
            known = session.client(CloudFormationClient.builder());
            client = known;
        }
        return known;
    }
}
