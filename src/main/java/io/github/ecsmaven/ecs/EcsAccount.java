package io.github.ecsmaven.ecs;

import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.RecentReads;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Amazon ECS in one account and region. Its client is made when it is first asked something. */
public final class EcsAccount {
    private final EcsClient client;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RecentReads recent;

    private EcsAccount(EcsClient client, Clock clock, Sleeper sleeper, RecentReads recent) {
        this.client = client;
        this.clock = clock;
        this.sleeper = sleeper;
        this.recent = recent;
    }

    /** ECS for a session's identity, in its region. */
    public static EcsAccount of(AwsSession session) {
        return of(session, Clock.systemUTC(), Sleeper.system());
    }

    /**
     * The same with a time of its own.
     *
     * @param clock tells how long a deployment takes
     * @param sleeper lets time pass between two calls
     */
    public static EcsAccount of(AwsSession session, Clock clock, Sleeper sleeper) {
        EcsClient client =
                new QuickEcs(() -> session.client(EcsClient.builder()), session.quickCalls(), session::region);
        return new EcsAccount(client, clock, sleeper, session.recent());
    }

    /** Looks at services, as they were a moment ago where that was seen. */
    public Services services() {
        return new Services(client, Optional.of(recent));
    }

    /** Looks at clusters. */
    public Clusters clusters() {
        return new Clusters(client);
    }

    /** Reads, composes and registers task definition revisions. */
    public TaskDefinitions taskDefinitions() {
        return new TaskDefinitions(client, Optional.of(recent));
    }

    /** Decides what has to happen to a service. */
    public ServiceChanges changes() {
        return new ServiceChanges(client, Optional.of(recent));
    }

    /**
     * Carries changes out.
     *
     * @param evidence explains failures
     */
    public ServiceDeployer deployer(Evidence evidence) {
        return new ServiceDeployer(client, clock, sleeper, new Random(), evidence);
    }

    /** Looks at Express services, and decides what has to happen to them. */
    public ExpressServices expressServices() {
        return new ExpressServices(client);
    }

    /**
     * Carries changes of Express services out.
     *
     * @param evidence explains failures
     */
    public ExpressDeployer expressDeployer(Evidence evidence) {
        return new ExpressDeployer(client, clock, sleeper, new Random(), evidence);
    }

    /** Removes Express services. */
    public ExpressRemoval expressRemoval() {
        return new ExpressRemoval(client, clock, sleeper);
    }

    /** Reads what deployments services had. */
    public ServiceHistory history() {
        return new ServiceHistory(client);
    }

    /** Asks ECS to end deployments. */
    public DeploymentStop stop() {
        return new DeploymentStop(client);
    }

    /** Deregisters old revisions of task definitions. */
    public OldRevisions oldRevisions() {
        return new OldRevisions(client, sleeper);
    }

    /** Finds deployments that others have started. */
    public StartedDeployments startedDeployments() {
        return new StartedDeployments(client);
    }

    /** Deregisters what a service that is gone has left. */
    public OwnRevisions ownRevisions() {
        return new OwnRevisions(client, sleeper);
    }

    /** Foresees which revisions will be deregistered. */
    public RevisionForecast revisionForecast() {
        return new RevisionForecast(client);
    }

    /** Looks for those who need images. */
    public ImageUsers imageUsers() {
        return new ImageUsers(client);
    }
}
