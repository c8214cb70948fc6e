package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The plan is what the goals then do, by the sandbox's log of requests: over generated states of repository, policy, image and services.
 * The plan itself, and each goal with {@code -Decs.dryRun}, only read. {@code -Dplan.seed} and {@code -Dplan.states} try others.
 */
class PlanEqualsDeployTest extends PlannedScenario {
    private static final long SEED = Long.getLong("plan.seed", 20260101);
    private static final int STATES = Integer.getInteger("plan.states", 200);

    private static final int STEPS = 8;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> seen = new TreeMap<>();

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(directory.resolve("policy.json"), policy("ecr:BatchGetImage"));
        Files.writeString(directory.resolve("other-policy.json"), policy("ecr:ListImages"));
    }

    private static String policy(String action) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"a\", \"Effect\": \"Allow\", \"Principal\": \"*\","
                + " \"Action\": \"" + action + "\"}]}";
    }

    @Test
    void overTwoHundredStates() throws Exception {
        System.out.println("seed " + SEED + ", " + STATES + " states");
        for (int state = 0; state < STATES; ) {
            Story story = new Story("r" + state);
            for (int step = 0; step < STEPS && state < STATES; step++) {
                story.next("state " + state++ + " of seed " + SEED);
            }
        }
        System.out.println(seen);
        assertThat(seen.keySet())
                .contains(
                        "ecr:CreateRepository",
                        "ecr:PutImageTagMutability",
                        "ecr:PutImageScanningConfiguration",
                        "ecr:TagResource",
                        "ecr:SetRepositoryPolicy",
                        "ecr:PutLifecyclePolicy",
                        "push",
                        "ecs:RegisterTaskDefinition",
                        "ecs:RunTask",
                        "ecs:UpdateService",
                        "ecs:DeregisterTaskDefinition",
                        "content tag after the deployment",
                        "nothing");
    }

    /** One module, whose POM and image change between deployments. */
    private final class Story {
        private final Wanted wanted;
        private String image;

        private Story(String repository) {
            wanted = new Wanted(repository);
            image = "first of " + repository;
            if (random.nextBoolean()) {
                module.sandbox().ecr().createRepository(repository);
            }
            for (int service = 0; service < wanted.services; service++) {
                module.service(repository + "-" + service, wanted.family(service), random.nextInt(3));
            }
        }

        void next(String name) throws Exception {
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                wanted.change();
            }
            image = random.nextInt(3) == 0 ? image + "'" : image;
            Files.deleteIfExists(directory.resolve("target/ecs/image.json"));
            boolean built = random.nextInt(4) > 0;
            ConfiguredGoal goal = wanted.goal();
            if (built) {
                module.build(image, goal);
            } else {
                image += ", built anew";
                module.edit(image);
            }
            compare(name + ": " + wanted, goal, built && random.nextInt(4) == 0);
        }

        private void compare(String name, ConfiguredGoal goal, boolean alsoEachGoal) throws Exception {
            module.done();
            String said = module.run(PlanMojo.class, goal);
            List<String> planned = module.planned();
            boolean changes = module.planFile().path("changes").asBoolean();
            if (alsoEachGoal) {
                dryRuns(name, wanted);
            }
            assertThat(module.done()).as(name + ", planned\n" + said).isEmpty();

            module.deploy(image, goal);
            assertThat(planned).as(name + "\n" + said).isEqualTo(module.done());
            planned.forEach(call -> seen.merge(call.replaceFirst(" .*", ""), 1, Integer::sum));
            seen.merge(changes ? "something" : "nothing", 1, Integer::sum);
            if (planned.contains("ecs:UpdateService")
                    && planned.lastIndexOf("ecr:PutImage") > planned.lastIndexOf("ecs:UpdateService")) {
                seen.merge("content tag after the deployment", 1, Integer::sum);
            }
            if (alsoEachGoal && !wanted.isForced()) {
                module.run(PlanMojo.class, goal);
                assertThat(module.planned()).as(name + ", planned again").isEqualTo(wanted.again());
            }
        }
    }

    /** In stages of a pipeline of their own, the goals say of the repository what the plan says. */
    private void dryRuns(String name, Wanted wanted) throws Exception {
        String push = module.run(PushMojo.class, wanted.goal().with("ecs.dryRun", "true"));
        boolean deploying = false;
        for (JsonNode call : module.planFile().path("calls")) {
            deploying |= call.path("call").asText().startsWith("ecs:");
            boolean pushes = !deploying && !call.path("call").asText().matches("build|.*Lifecycle.*");
            String line =
                    ". " + call.path("call").asText() + " " + call.path("on").asText() + "\n";
            assertThat(push.contains(line)).as(name + ", " + line + push).isEqualTo(pushes);
        }
        if (module.sandbox().ecr().repository(wanted.repository).isPresent()) {
            module.run(LifecycleMojo.class, wanted.goal().with("ecs.dryRun", "true"));
        }
    }

    /** What a POM says, and now and then says otherwise. */
    private final class Wanted {
        private final String repository;
        private final int services;
        private final boolean oneFamily = random.nextInt(3) == 0;
        private final Map<String, String> elements = new TreeMap<>();
        private final List<Map<String, String>> ofServices = new ArrayList<>();

        private Wanted(String repository) {
            this.repository = repository;
            this.services = random.nextInt(4);
            for (int service = 0; service < services; service++) {
                ofServices.add(new TreeMap<>());
            }
            for (int changes = random.nextInt(5); changes > 0; changes--) {
                change();
            }
        }

        String family(int service) {
            return oneFamily ? repository : repository + "-" + service;
        }

        /** Takes one element in, gives it another value or takes it out. */
        void change() {
            switch (random.nextInt(13)) {
                case 0 -> set("imageTagMutability", "MUTABLE", "IMMUTABLE_WITH_EXCLUSION");
                case 1 -> set("scanOnPush", "true", "false");
                case 2 -> set("repositoryTags", "<team>a</team>", "<team>b</team><cost>1</cost>");
                case 3 -> set("repositoryPolicyFile", "policy.json", "other-policy.json");
                case 4 -> set("lifecycle", rules(10), rules(20));
                case 5 -> set("tags", "<tag>a</tag>", "<tag>a</tag><tag>b</tag>", "<tag>b</tag><tag>c</tag>");
                case 6 -> set("environment", "<LEVEL>info</LEVEL>", "<LEVEL>debug</LEVEL><MORE>1</MORE>");
                case 7 -> set("memory", "512", "1024");
                case 8 -> set("keepRevisions", "1", "2");
                case 9 -> set("forceNewDeployment", "true", "false");
                case 10 -> set("force", "true");
                default -> ofService(random.nextInt(3));
            }
        }

        private void ofService(int what) {
            if (services > 0) {
                Map<String, String> one = ofServices.get(random.nextInt(services));
                switch (what) {
                    case 0 -> set(one, "desiredCount", "0", "1", "2");
                    case 1 -> set(one, "environment", "<ROLE>worker</ROLE>", "<ROLE>api</ROLE>");
                    default -> set(one, "preDeployTask", "<command><arg>migrate</arg></command>");
                }
            }
        }

        private void set(String element, String... values) {
            set(elements, element, values);
        }

        private void set(Map<String, String> into, String element, String... values) {
            int choice = random.nextInt(values.length + 1);
            if (choice == values.length) {
                into.remove(element);
            } else {
                into.put(element, values[choice]);
            }
        }

        private static String rules(int images) {
            return "<rules><rule><selection>any</selection><maximumNumberOfImages>" + images
                    + "</maximumNumberOfImages></rule></rules>";
        }

        /** What a plan right after the deployment still has: replacing tasks for its own sake never ends. */
        List<String> again() {
            return "true".equals(elements.get("forceNewDeployment"))
                    ? ofServices.stream().map(service -> "ecs:UpdateService").toList()
                    : List.of();
        }

        boolean isForced() {
            return elements.containsKey("force");
        }

        ConfiguredGoal goal() {
            return module.goal(toString());
        }

        @Override
        public String toString() {
            StringBuilder xml = new StringBuilder("<repository>" + repository + "</repository>");
            elements.forEach((element, value) -> xml.append(xml(element, value)));
            if ("IMMUTABLE_WITH_EXCLUSION".equals(elements.get("imageTagMutability"))) {
                xml.append("<imageTagMutabilityExclusions><tag>*</tag></imageTagMutabilityExclusions>");
            }
            if (services > 0) {
                xml.append("<cluster>prod</cluster><services>");
                for (int service = 0; service < services; service++) {
                    xml.append("<service>").append(xml("name", repository + "-" + service));
                    ofServices.get(service).forEach((element, value) -> xml.append(xml(element, value)));
                    xml.append("</service>");
                }
                xml.append("</services>");
            }
            return xml.toString();
        }

        private static String xml(String element, String value) {
            return "<" + element + ">" + value + "</" + element + ">";
        }
    }
}
