package io.github.ecsmaven.sandbox;

import io.github.ecsmaven.sandbox.autoscaling.AutoScalingSandbox;
import io.github.ecsmaven.sandbox.cloudformation.CloudFormationSandbox;
import io.github.ecsmaven.sandbox.ec2.Ec2Sandbox;
import io.github.ecsmaven.sandbox.ecr.EcrSandbox;
import io.github.ecsmaven.sandbox.elb.ElbEndpoint;
import io.github.ecsmaven.sandbox.elb.ElbSandbox;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import io.github.ecsmaven.sandbox.http.LoopbackServer;
import io.github.ecsmaven.sandbox.iam.IamSandbox;
import io.github.ecsmaven.sandbox.logs.LogsSandbox;
import io.github.ecsmaven.sandbox.monitoring.AlarmsSandbox;
import io.github.ecsmaven.sandbox.query.QueryEndpoint;
import io.github.ecsmaven.sandbox.registry.LayerDownloads;
import io.github.ecsmaven.sandbox.registry.RegistryEndpoint;
import io.github.ecsmaven.sandbox.secrets.SecretsSandbox;
import io.github.ecsmaven.sandbox.ssm.SsmSandbox;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.StsEndpoint;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The stand-in for AWS on one loopback port: AWS JSON and query endpoint, and the OCI registry at {@code /v2/}. */
public final class Sandbox implements AutoCloseable {
    private final SandboxOptions options;
    private final LoopbackServer server;
    private final Identities identities;
    private final Vpc vpc;
    private final EcrSandbox ecr;
    private final ElbSandbox elb;
    private final LogsSandbox logs;
    private final AlarmsSandbox alarms;
    private final SsmSandbox ssm;
    private final SecretsSandbox secrets;
    private final IamSandbox iam;
    private final Ec2Sandbox ec2;
    private final CloudFormationSandbox cloudFormation;
    private final Faults faults = new Faults();
    private final RequestLog log = new RequestLog();
    private final List<JsonService> services = new ArrayList<>();

    private Sandbox(SandboxOptions options, LoopbackServer server) {
        this.options = options;
        this.server = server;
        this.identities = new Identities(options.account(), options.clock(), options.wireClock());
        this.vpc = new Vpc(options.region());
        this.ecr = new EcrSandbox(options.account(), options.region(), registry(), options.clock());
        this.logs = new LogsSandbox(options.account(), options.region(), options.clock());
        this.alarms = new AlarmsSandbox(options.account(), options.region());
        this.ssm = new SsmSandbox(options.account(), options.region());
        this.secrets = new SecretsSandbox(options.account(), options.region());
        this.elb = new ElbSandbox(options.account(), options.region(), options.clock(), vpc);
        this.iam = new IamSandbox(identities, options.clock());
        this.ec2 = new Ec2Sandbox(vpc, options.account());
        this.cloudFormation = new CloudFormationSandbox(this);
    }

    /** Binds the port and takes requests until {@link #close()}. */
    public static Sandbox start(SandboxOptions options) {
        Sandbox sandbox = new Sandbox(options, LoopbackServer.bind(options.port()));
        sandbox.serve();
        return sandbox;
    }

    private void serve() {
        services.add(ecr);
        services.add(logs);
        services.add(ssm);
        services.add(secrets);
        services.add(new AutoScalingSandbox(account(), region(), clock()));
        options.services().forEach(service -> services.add(service.create(this)));
        List<Endpoint> endpoints = List.of(
                new JsonEndpoint(services, identities, options.region()),
                new ElbEndpoint(elb, identities, options.region()),
                new QueryEndpoint(iam, identities, IamSandbox.REGION),
                new QueryEndpoint(ec2, identities, options.region()),
                new QueryEndpoint(cloudFormation, identities, options.region()),
                new QueryEndpoint(alarms, identities, options.region()),
                new StsEndpoint(identities, options.region()),
                new RegistryEndpoint(ecr, endpoint() + "/"),
                new LayerDownloads(ecr));
        Router router = new Router(endpoints, faults, log, clock(), ecr.tokens()::expireAll);
        ControlSurface control = new ControlSurface(this);
        server.serve(request -> {
            cloudFormation.catchUp();
            return dated(control.takes(request) ? control.answer(request) : router.handle(request));
        });
    }

    // The SDKs correct a wrong clock by this header.
    private HttpResponse dated(HttpResponse response) {
        return response.withHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        options.wireClock().instant().atOffset(ZoneOffset.UTC)));
    }

    /** What {@code AWS_ENDPOINT_URL} should be, such as {@code http://127.0.0.1:4566}. */
    public URI endpoint() {
        return URI.create("http://" + registry());
    }

    /** Host and port that image references begin with, such as {@code 127.0.0.1:4566}. */
    public String registry() {
        return "127.0.0.1:" + server.port();
    }

    /** The account whose resources these are: twelve digits. */
    public String account() {
        return options.account();
    }

    /** The only region that this sandbox answers for. */
    public String region() {
        return options.region();
    }

    /** The clock that all state machines and expiries follow. */
    public Clock clock() {
        return options.clock();
    }

    public EcrSandbox ecr() {
        return ecr;
    }

    public ElbSandbox elb() {
        return elb;
    }

    /** What containers wrote. */
    public LogsSandbox logs() {
        return logs;
    }

    /** Roles. */
    public IamSandbox iam() {
        return iam;
    }

    /** VPCs and security groups as EC2 has them. */
    public Ec2Sandbox ec2() {
        return ec2;
    }

    /** Stacks. */
    public CloudFormationSandbox cloudFormation() {
        return cloudFormation;
    }

    /**
     * A service of the JSON protocol.
     *
     * @param signingName such as {@code ecs}
     * @throws AwsError when this sandbox was started without
     */
    public JsonService service(String signingName) throws AwsError {
        return services.stream()
                .filter(service -> service.signingName().equals(signingName))
                .findFirst()
                .orElseThrow(() -> AwsError.notImplemented(signingName + ", with which it was not started"));
    }

    /** Alarms of CloudWatch. */
    public AlarmsSandbox alarms() {
        return alarms;
    }

    /** Parameters of SSM. */
    public SsmSandbox ssm() {
        return ssm;
    }

    /** Secrets of Secrets Manager. */
    public SecretsSandbox secrets() {
        return secrets;
    }

    /** The subnets and security groups that exist. */
    public Vpc vpc() {
        return vpc;
    }

    /** The access keys and roles that it knows. */
    public Identities identities() {
        return identities;
    }

    /** Faults on demand. */
    public Faults faults() {
        return faults;
    }

    /** Every request that was answered so far. */
    public RequestLog requestLog() {
        return log;
    }

    @Override
    public void close() {
        server.close();
        cloudFormation.close();
        // The last first: tasks end before the images and log groups that they use are gone.
        for (int last = services.size() - 1; last >= 0; last--) {
            services.get(last).close();
        }
        elb.close();
    }
}
