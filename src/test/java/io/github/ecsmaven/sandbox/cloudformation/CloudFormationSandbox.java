package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.IamPolicy;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.QueryService;
import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** AWS CloudFormation on this machine. What has begun goes on whenever somebody asks the sandbox anything, and by itself once told so. */
public final class CloudFormationSandbox implements QueryService, AutoCloseable {
    private static final long TICK_MILLIS = 50;

    final Sandbox sandbox;
    final StackFaults faults = new StackFaults();
    /** The oldest first, deleted ones included. */
    final List<Stack> stacks = new ArrayList<>();

    private final Map<String, Action> actions = new HashMap<>();
    private Pace pace = Pace.brisk();
    private int pageSize = 100;
    private @Nullable ScheduledExecutorService ticker;

    public CloudFormationSandbox(Sandbox sandbox) {
        this.sandbox = sandbox;
        new ChangeSetApi(this).addTo(actions);
        new StackApi(this).addTo(actions);
        new ResourceApi(this).addTo(actions);
        new TemplateApi(this).addTo(actions);
        new DriftApi(this).addTo(actions);
    }

    @FunctionalInterface
    interface Action {
        Xml answer(QueryForm form, Caller caller) throws AwsError;
    }

    /** What goes wrong with resources. */
    public StackFaults faults() {
        return faults;
    }

    /** How many events, resources or changes an answer has at most. */
    public synchronized void setPageSize(int most) {
        pageSize = most;
    }

    int pageSize() {
        return pageSize;
    }

    /** From now on time passes without requests too, as for containers that start while nobody asks. */
    public synchronized void runByItself() {
        if (ticker == null) {
            ticker = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "cloudformation-sandbox-clock");
                thread.setDaemon(true);
                return thread;
            });
            ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public String signingName() {
        return "cloudformation";
    }

    @Override
    public String actionPrefix() {
        return "cloudformation";
    }

    @Override
    public String version() {
        return "2010-05-15";
    }

    @Override
    public synchronized Xml answer(QueryForm form, Caller caller) throws AwsError {
        Action action = actions.get(form.action());
        if (action == null) {
            throw AwsError.notImplemented("cloudformation:" + form.action());
        }
        catchUp();
        Xml answer = action.answer(form, caller);
        catchUp();
        return answer;
    }

    /** CloudFormation has its own word for throttling (API reference, "Common Errors"). */
    @Override
    public Xml refusal(AwsError error, String requestId) {
        AwsError told =
                error.code().equals("ThrottlingException") ? new AwsError(400, "Throttling", error.message()) : error;
        return QueryService.super.refusal(told, requestId);
    }

    // An executor drops what throws, without a word.
    private void tick() {
        try {
            catchUp();
        } catch (RuntimeException e) {
            e.printStackTrace();
            throw e;
        }
    }

    /** Does all that is to be done by now. */
    public synchronized void catchUp() {
        Instant now = now();
        for (Stack stack : stacks) {
            Operation operation = stack.operation;
            if (operation != null && !operation.isOver()) {
                operation.advance(now);
            }
        }
    }

    Instant now() {
        return sandbox.clock().instant();
    }

    Pace pace() {
        return pace;
    }

    /** From now on things take as long as in AWS. */
    public void takeItsTime() {
        setPace(Pace.calm());
    }

    /** How long things take. */
    synchronized void setPace(Pace other) {
        pace = other;
    }

    Workshop workshop(Caller caller, Stack stack, Template template, Map<String, String> parameters) {
        return new Workshop(sandbox, caller, pace, faults, stack, template, parameters, stack.tags);
    }

    /** Who acts on the resources of a stack: its role, or whoever asks. */
    Caller actor(@Nullable String role, Caller caller) {
        if (role == null) {
            return caller;
        }
        String name = role.substring(role.lastIndexOf('/') + 1);
        Optional<IamPolicy> policy = sandbox.identities()
                .created(role)
                .map(created -> IamPolicy.parse(created.policies().document()));
        return new Caller(
                "arn:aws:sts::" + sandbox.account() + ":assumed-role/" + name + "/AWSCloudFormation",
                sandbox.account(),
                policy.isPresent() ? Set.of() : sandbox.identities().deniedActions(role),
                policy);
    }

    /** The role that a request names, which the caller may pass and CloudFormation may assume. */
    @Nullable
    String role(QueryForm form, Caller caller) throws AwsError {
        Optional<String> role = form.optional("RoleARN");
        if (role.isEmpty()) {
            return null;
        }
        if (!caller.isAllowed(
                "iam:PassRole", role.get(), Map.of("iam:PassedToService", "cloudformation.amazonaws.com"))) {
            throw denied(caller.refusal("iam:PassRole", role.get()));
        }
        if (!sandbox.identities().trusts(role.get(), "cloudformation.amazonaws.com")) {
            throw Errors.validation("Role " + role.get() + " is invalid or cannot be assumed");
        }
        return role.get();
    }

    /** @param arn of a stack, or what it would be */
    void require(Caller caller, String action, String arn) throws AwsError {
        if (!caller.isAllowed("cloudformation:" + action, arn, Map.of())) {
            throw denied(caller.refusal("cloudformation:" + action, arn));
        }
    }

    /** Of a stack that may not be there. */
    String arn(String nameOrId) {
        return find(nameOrId)
                .map(stack -> stack.id)
                .orElse(nameOrId.startsWith("arn:") ? nameOrId : stackArn(nameOrId, "*"));
    }

    private String stackArn(String name, String uuid) {
        return "arn:aws:cloudformation:" + sandbox.region() + ":" + sandbox.account() + ":stack/" + name + "/" + uuid;
    }

    String newChangeSetArn(String name) {
        return "arn:aws:cloudformation:" + sandbox.region() + ":" + sandbox.account() + ":changeSet/" + name + "/"
                + UUID.randomUUID();
    }

    /** By name those that are not deleted, by id any. */
    Optional<Stack> find(String nameOrId) {
        return stacks.stream()
                .filter(stack -> stack.id.equals(nameOrId) || stack.name.equals(nameOrId) && !stack.isDeleted())
                .findFirst();
    }

    Stack stack(String nameOrId) throws AwsError {
        return find(nameOrId).orElseThrow(() -> Errors.noStack(nameOrId));
    }

    Stack create(String name) {
        Stack stack = new Stack(name, stackArn(name, UUID.randomUUID().toString()), now());
        stacks.add(stack);
        return stack;
    }

    /** Stops to run by itself. */
    @Override
    public synchronized void close() {
        if (ticker != null) {
            ticker.shutdownNow();
        }
    }
}
