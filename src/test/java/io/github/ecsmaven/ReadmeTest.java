package io.github.ecsmaven;

import io.github.ecsmaven.iam.BuildPermissions;
import io.github.ecsmaven.iam.DeployFeature;
import io.github.ecsmaven.iam.DeployPermissions;
import io.github.ecsmaven.iam.GuardPermissions;
import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.iam.Policy;
import io.github.ecsmaven.iam.PushPermissions;
import io.github.ecsmaven.iam.RepositoryFeature;
import io.github.ecsmaven.iam.ServicePlace;
import io.github.ecsmaven.iam.StackFeature;
import io.github.ecsmaven.iam.StackPermissions;
import io.github.ecsmaven.iam.Statement;
import io.github.ecsmaven.iam.VerifyFeature;
import io.github.ecsmaven.iam.VerifyPermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The README's reference is what the plugin's descriptor says, so that a goal or parameter that is added, renamed or given another
 * default shows up in a diff. {@code mvn test -Dtest=ReadmeTest -Dreadme.update} writes it.
 */
class ReadmeTest {
    private static final Map<String, String> GROUPS = groups();
    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

    private static Map<String, String> groups() {
        Map<String, String> headings = new LinkedHashMap<>();
        headings.put("AbstractImageMojo", "Image");
        headings.put("AbstractBuilderMojo", "Builder");
        headings.put("AbstractRepositoryMojo", "Repository and lifecycle policy");
        headings.put("AbstractServiceMojo", "Service");
        headings.put("AbstractRevisionMojo", "Service");
        headings.put("AbstractStackMojo", "A service from nothing");
        headings.put("AbstractExpressMojo", "Service");
        headings.put("AbstractDeploymentMojo", "Deployment");
        headings.put("AbstractReleaseMojo", "Deployment");
        headings.put("AbstractAwsMojo", "AWS");
        headings.put("AbstractEcsMojo", "Single goals");
        return headings;
    }

    @Test
    void listsEveryGoal() throws Exception {
        StringBuilder table = new StringBuilder("| goal | phase | |\n|---|---|---|\n");
        for (Element mojo : mojos()) {
            String phase = text(mojo, "phase");
            table.append("| `ecs:")
                    .append(text(mojo, "goal"))
                    .append("` | ")
                    .append(phase.isEmpty() ? "–" : "`" + phase + "`")
                    .append(" | ")
                    .append(markdown(text(mojo, "description")))
                    .append(" |\n");
        }
        ReadmeSection.assertReads("goals", table.toString());
    }

    @Test
    void listsEveryParameter() throws Exception {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        GROUPS.values().forEach(heading -> groups.put(heading, new TreeMap<>()));
        for (Element mojo : mojos()) {
            for (Element parameter : children(child(mojo, "parameters"))) {
                if (text(parameter, "editable").equals("true")
                        && !text(mojo, "goal").equals("help")) {
                    groups.get(group(mojo, parameter)).put(text(parameter, "name"), row(mojo, parameter));
                }
            }
        }
        StringBuilder tables = new StringBuilder();
        groups.forEach((heading, rows) -> {
            tables.append("\n### ").append(heading).append("\n\n| element | property | |\n|---|---|---|\n");
            rows.values().forEach(tables::append);
        });
        ReadmeSection.assertReads("parameters", tables.append('\n').toString());
    }

    /** Parameters stand where they are declared. */
    private static String group(Element mojo, Element parameter) throws ReflectiveOperationException {
        for (Class<?> c = Class.forName(text(mojo, "implementation")); c != null; c = c.getSuperclass()) {
            Class<?> declaring = c;
            boolean declares = Arrays.stream(declaring.getDeclaredFields())
                    .anyMatch(field -> field.getName().equals(text(parameter, "name")));
            if (declares) {
                return GROUPS.getOrDefault(declaring.getSimpleName(), "Single goals");
            }
        }
        throw new AssertionError("no field of that name: " + text(parameter, "name"));
    }

    private static String row(Element mojo, Element parameter) {
        String name = text(parameter, "name");
        String property = text(child(mojo, "configuration"), name).replaceAll("[${}]", "");
        return "| `" + name + "` | " + (property.isEmpty() ? withoutProperty(parameter) : "`" + property + "`") + " | "
                + markdown(text(parameter, "description")) + " |\n";
    }

    /** An element with elements of its own: these have properties, unless it is a list of them. */
    private static String withoutProperty(Element parameter) {
        return text(parameter, "type").equals("java.util.List") ? "–" : "`ecs." + text(parameter, "name") + ".…`";
    }

    @Test
    void showsTheDockerfileThatTheDemoBuilds() throws IOException {
        String dockerfile = Files.readString(Path.of("src/it/example/Dockerfile"));

        ReadmeSection.assertReads("dockerfile", "```dockerfile\n" + dockerfile + "```\n");
    }

    @Test
    void showsATaskDefinitionFileThatTheTestsRead() throws IOException {
        String file = Files.readString(Path.of("src/test/resources/ecs/readme.json"));

        ReadmeSection.assertReads("task-definition", "```json\n" + file + "```\n");
    }

    @Test
    void listsThePermissionsThatThePoliciesGive() throws IOException {
        Place place = new Place("aws", "REGION", "ACCOUNT");
        Set<String> base = Set.of(place.repository("BASE"));
        PermissionTable table = new PermissionTable()
                .stage(
                        "`ecs:build`",
                        "base images, `# syntax=`, `<cacheFrom>` in Amazon ECR",
                        new BuildPermissions(base, Set.of()).policy())
                .add(
                        "`<cacheTo>` in Amazon ECR",
                        new BuildPermissions(base, Set.of(place.repository("CACHE"))).policy());
        pushPermissions(table, place);
        guardPermissions(table, place);
        deployPermissions(table, place);
        verifyPermissions(table, place);
        stackPermissions(table, place);
        ReadmeSection.assertReads("permissions", table.toString());
    }

    private static void pushPermissions(PermissionTable table, Place place) {
        ServicePlace service = new ServicePlace(place, "CLUSTER", "SERVICE");
        String repository = place.repository("REPOSITORY");
        table.stage(
                "`ecs:push`, `ecs:lifecycle`",
                "",
                new PushPermissions(repository, Set.of(), Optional.empty(), Optional.empty(), false).policy());
        Map<RepositoryFeature, String> words = new EnumMap<>(Map.of(
                RepositoryFeature.CREATION, "`<createRepository>`, the default",
                RepositoryFeature.MUTABILITY, "`<imageTagMutability>`",
                RepositoryFeature.SCANNING, "`<scanOnPush>`",
                RepositoryFeature.TAGS, "`<repositoryTags>`",
                RepositoryFeature.POLICY, "`<repositoryPolicyFile>`",
                RepositoryFeature.LIFECYCLE, "`<lifecycle>`, `<lifecyclePolicyFile>`"));
        words.forEach((feature, when) -> table.add(
                when,
                new PushPermissions(repository, Set.of(feature), Optional.empty(), Optional.empty(), false).policy()));
        Policy key = new PushPermissions(
                        repository,
                        Set.of(RepositoryFeature.CREATION),
                        Optional.of(place.key("KEY")),
                        Optional.empty(),
                        false)
                .policy();
        table.add(
                "`<encryption>` with a `<kmsKey>`, while the repository is created",
                new Policy(key.statements().stream()
                        .filter(statement -> statement.sid().equals("Key"))
                        .toList()));
        table.add(
                "a service",
                new PushPermissions(repository, Set.of(), Optional.empty(), Optional.of(service), true).policy());
    }

    private static void stackPermissions(PermissionTable table, Place place) {
        Map<StackFeature, String> words = new EnumMap<>(Map.of(
                StackFeature.CLUSTER, "`<createCluster>`",
                StackFeature.LOG_GROUP, "no `<logGroup>`",
                StackFeature.EXECUTION_ROLE, "no `<executionRole>`",
                StackFeature.SECURITY_GROUPS, "no `<securityGroups>`",
                StackFeature.LOAD_BALANCER, "a load balancer of the service's own",
                StackFeature.TARGET_GROUP, "a load balancer, without `<targetGroup>`",
                StackFeature.LISTENERS, "a load balancer, without `<listener>`",
                StackFeature.RULE, "`<listener>`",
                StackFeature.SCALING, "`<autoscaling>`",
                StackFeature.NETWORK_LOOKUP, "no `<vpc>` and `<subnets>`"));
        words.put(StackFeature.BALANCER_LOOKUP, "a load balancer, listener or target group that exists");
        table.stage(
                "`ecs:deploy` with `<createService>`",
                "",
                stack(place, Set.of()).policy());
        words.forEach(
                (feature, when) -> table.add(when, stack(place, Set.of(feature)).policy()));
        table.stage("`ecs:destroy`", "", stack(place, Set.of()).removal());
        words.forEach(
                (feature, when) -> table.add(when, stack(place, Set.of(feature)).removal()));
        table.add("`<destroyRepository>`", PushPermissions.deletion(place.repository("REPOSITORY")));
    }

    private static StackPermissions stack(Place place, Set<StackFeature> features) {
        return new StackPermissions(
                new ServicePlace(place, "CLUSTER", "SERVICE"),
                "STACK",
                "ROLE",
                Set.of(place.role("ROLE")),
                "GROUP",
                "BALANCER/*",
                "TARGETS",
                features);
    }

    private static void guardPermissions(PermissionTable table, Place place) {
        String repository = place.repository("REPOSITORY");
        table.add(
                "the same with a service or `<lifecycleClusters>`, unless `<onReferencedImages>` is `ignore`",
                new GuardPermissions(place, repository, Set.of("CLUSTER"), false).policy());
        table.add(
                "… and `<keepRevisions>`",
                only("ecs:ListTaskDefinitions", new GuardPermissions(place, repository, Set.of("CLUSTER"), true)));
        table.add(
                "… and `<lifecycleClusters>` is `*`",
                only("ecs:ListClusters", new GuardPermissions(place, repository, Set.of(Place.ANY), false)));
    }

    private static Policy only(String action, GuardPermissions permissions) {
        return new Policy(permissions.policy().statements().stream()
                .filter(statement -> statement.actions().contains(action))
                .map(statement ->
                        new Statement(statement.sid(), List.of(action), statement.resources(), statement.condition()))
                .toList());
    }

    private static void verifyPermissions(PermissionTable table, Place place) {
        Set<String> none = Set.of();
        Optional<ServicePlace> service = Optional.of(new ServicePlace(place, "CLUSTER", "SERVICE"));
        table.stage(
                "`ecs:verify`, and `<verifyBeforeDeploy>`",
                "",
                verify(place, service, none, none, none, none, Set.of()));
        table.add(
                "roles in the task definition",
                verify(place, service, Set.of(place.role("ROLE")), none, none, none, Set.of()));
        table.add(
                "secrets in the task definition",
                verify(
                        place,
                        service,
                        none,
                        Set.of("arn:aws:secretsmanager:REGION:ACCOUNT:secret:SECRET"),
                        Set.of("arn:aws:ssm:REGION:ACCOUNT:parameter/PARAMETER"),
                        none,
                        Set.of()));
        table.add(
                "log groups in the task definition",
                verify(place, service, none, none, none, Set.of(place.logGroup("GROUP")), Set.of()));
        Map<VerifyFeature, String> words = new EnumMap<>(Map.of(
                VerifyFeature.ALARMS, "alarms of the service's deployments",
                VerifyFeature.SUBNETS, "subnets of the service",
                VerifyFeature.TARGET_GROUPS, "target groups of the service"));
        words.forEach(
                (feature, when) -> table.add(when, verify(place, service, none, none, none, none, Set.of(feature))));
    }

    private static Policy verify(
            Place place,
            Optional<ServicePlace> service,
            Set<String> roles,
            Set<String> secrets,
            Set<String> parameters,
            Set<String> logGroups,
            Set<VerifyFeature> features) {
        return new VerifyPermissions(
                        Optional.of(place.repository("REPOSITORY")),
                        Set.of(),
                        Set.of(),
                        service,
                        roles,
                        secrets,
                        parameters,
                        logGroups,
                        features)
                .policy();
    }

    private static void deployPermissions(PermissionTable table, Place place) {
        ServicePlace service = new ServicePlace(place, "CLUSTER", "SERVICE");
        Set<String> own = Set.of(place.repository("REPOSITORY"));
        Set<String> none = Set.of();
        table.stage(
                "`ecs:deploy`, `ecs:status`, `ecs:rollback`",
                "",
                new DeployPermissions(service, "FAMILY", none, none, Set.of(), own, none).policy());
        table.add(
                "roles in the task definition",
                new DeployPermissions(service, "FAMILY", Set.of(place.role("ROLE")), none, Set.of(), own, none)
                        .policy());
        table.add(
                "log groups in the task definition, unless `<logLines>` is 0",
                new DeployPermissions(service, "FAMILY", none, Set.of(place.logStreams("GROUP")), Set.of(), own, none)
                        .policy());
        Map<DeployFeature, String> words = new EnumMap<>(Map.of(
                DeployFeature.STOP, "`<onTimeout>` or `<onInterrupt>` is `rollback`",
                DeployFeature.PRE_DEPLOY_TASK, "`<preDeployTask>`",
                DeployFeature.OLD_REVISIONS, "`<keepRevisions>`",
                DeployFeature.LOAD_BALANCER, "target groups of the service"));
        words.forEach((feature, when) -> table.add(
                when, new DeployPermissions(service, "FAMILY", none, none, Set.of(feature), own, none).policy()));
        table.add(
                "`<image>` in Amazon ECR",
                new DeployPermissions(service, "FAMILY", none, none, Set.of(), none, Set.of(place.repository("OTHER")))
                        .policy());
    }

    private static List<Element> mojos() throws Exception {
        Element plugin = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(DESCRIPTOR.toFile())
                .getDocumentElement();
        return children(child(plugin, "mojos"));
    }

    private static String markdown(String html) {
        return html.replaceAll("</?code>", "`")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("<[^>]+>(?:[^<]*</[^>]+>)?", "`$0`")
                .replace("|", "\\|")
                .replaceAll("\\s+", " ")
                .trim();
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .map(child -> child.getTextContent().trim())
                .findFirst()
                .orElse("");
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
