package io.github.ecsmaven.versions;

import io.github.ecsmaven.sandbox.project.ProjectSandbox;
import io.github.ecsmaven.sandbox.sts.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** One Maven and JDK: a copy of the project, a sandbox of its own, and a story from the first deployment to one that fails. */
final class Trial implements AutoCloseable {
    private static final Path PROJECT = Path.of("src/it/versions");
    private static final String BLUE = "-Decs.environment.COLOUR=blue";

    private final MavenInstallation installation;
    private final Path directory;
    private final Path project;
    private final Map<String, Object> context = new HashMap<>(Map.of("userProperties", new Properties()));
    private final ProjectSandbox aws = ProjectSandbox.live(context, "test");
    private final PlantedSecrets secrets;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    Trial(MavenInstallation installation, Path directory, String plugin, Path repository) throws IOException {
        this.installation = installation;
        this.directory = directory;
        this.project = directory.resolve("project");
        this.secrets = new PlantedSecrets(aws.sandbox(), directory.resolve("planted"));
        copyProject();
        seed();
        configure(plugin, repository);
    }

    private void copyProject() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = project.resolve(PROJECT.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path busybox = Stream.of("/bin/busybox", "/usr/bin/busybox")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no busybox: install busybox-static"));
        Files.copy(busybox, project.resolve("busybox"));
    }

    private void seed() {
        aws.sandbox().logs().seedGroup("/ecs/shop");
        aws.seedService(
                "shop",
                "[{\"name\": \"shop\", \"image\": \"@placeholder@\", \"stopTimeout\": 2, \"logConfiguration\": {"
                        + "\"logDriver\": \"awslogs\", \"options\": {\"awslogs-group\": \"/ecs/shop\","
                        + "\"awslogs-region\": \"eu-west-1\", \"awslogs-stream-prefix\": \"ecs\"}},"
                        + "\"environment\": [{\"name\": \"DB_PASSWORD\", \"value\": \""
                        + secrets.in("variable in the task definition")
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                        + "\"}]}]");
        // Sessions of a role bring tokens of their own.
        Trust inCi = Trust.inNobody().andPrincipal("arn:aws:iam::123456789012:user/ci");
        aws.sandbox().identities().addRole("pipeline", Set.of(), inCi);
    }

    private void configure(String plugin, Path repository) throws IOException {
        String base = aws.openPasswordRegistry("reader", secrets.in("server in settings.xml"));
        String tools = aws.openPasswordRegistry("reader", secrets.in("auth in config.json"));
        Path home = Files.createDirectories(directory.resolve("home"));
        Path temp = Files.createDirectories(directory.resolve("tmp"));
        String fallback = Path.of(System.getProperty("user.home"), ".m2/repository")
                .toUri()
                .toString();
        option("ecs.endpoint", aws.sandbox().endpoint());
        option("ecs.roleArn", "arn:aws:iam::123456789012:role/pipeline");
        option("aws.region", "eu-west-1");
        option("ecs-maven-plugin.version", plugin);
        option("maven.repo.local", repository.toAbsolutePath());
        option("versions.base", base + "/placeholder:1");
        option("versions.tools", tools + "/placeholder:1");
        option("versions.key", secrets.key());
        option("versions.run", UUID.randomUUID());
        options.addAll(List.of(
                "-B",
                "-V",
                "--no-transfer-progress",
                "-s",
                secrets.settings(base, fallback).toString()));
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", temp.toString());
        environment.put("MAVEN_OPTS", "-Duser.home=" + home + " -Djava.io.tmpdir=" + temp);
        environment.put("DOCKER_CONFIG", secrets.dockerConfig(tools).toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", secrets.credentials().toString());
        environment.put("AWS_CONFIG_FILE", directory.resolve("none").toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("BUILD_TOKEN", secrets.in("build secret of a variable"));
    }

    private void option(String property, Object value) {
        options.add("-D" + property + "=" + value);
    }

    /** Every goal with -X, and those of a deployment as users run them too. */
    Row run() throws IOException, InterruptedException {
        Run alone = maven("without", "-X", "-P!ecs", "deploy");
        List<Run> story = new ArrayList<>();
        story.add(says("first", 0, "Created ECR repository", "Registered task definition", "Deployed shop:2")
                .of("-X", "deploy"));
        aws.sandbox().requestLog().clear();
        story.add(says("again", 0, "Nothing to push:", "Nothing to deploy:").of("deploy"));
        story.add(says("looks", 0, "Plan for versions", "containerDefinitions.shop.environment.COLOUR", "shop:2")
                .of("-X", BLUE, "ecs:plan", "ecs:verify", "ecs:status", "ecs:iam-policy"));
        check(aws.writes().isEmpty(), "wrote " + aws.writes());
        story.add(says("change", 0, "Deployed shop:3").of(BLUE, "deploy"));
        story.add(says("failure", 1, "rolled service 'shop'", "exit code 3", "connecting with password ***")
                .of("-X", "-Decs.environment.CRASH=true", "deploy"));
        story.add(says("back", 0, "shop:2").of("-X", "ecs:rollback"));
        story.add(says("template", 0, "template.json", "There is no stack 'test-new'.")
                .of(
                        "-X",
                        "-Decs.createService",
                        "-Decs.service=new",
                        "-Decs.containerPort=8080",
                        "ecs:template",
                        "ecs:destroy"));
        story.add(says("help", 0, "This plugin has").of("-X", "ecs:help"));
        story.forEach(run -> checkWarnings(run, alone));
        checkSecrets(story, alone);
        return new Row(
                alone.find("Apache Maven (\\S+)"),
                alone.find("Java version: ([^\\s,]+)"),
                story.size(),
                secrets.size());
    }

    // With -X maven-resources-plugin prints the whole environment, with the plugin and without it.
    private void checkSecrets(List<Run> story, Run alone) throws IOException {
        List<String> found = secrets.foundIn(project, directory.resolve("home"), directory.resolve("tmp"));
        story.forEach(run -> found.addAll(secrets.foundIn(run.log(), run.outputBeyond(alone))));
        check(found.isEmpty(), "shows secrets:\n" + String.join("\n", found));
    }

    private record Story(Trial trial, String name, int exit, String... words) {
        Run of(String... arguments) throws IOException, InterruptedException {
            Run run = trial.maven(name, arguments);
            check(run.exit() == exit, "ended with " + run.exit() + ", not " + exit + ": " + run.log());
            for (String word : words) {
                check(run.output().contains(word), "does not say '" + word + "': " + run.log());
            }
            return run;
        }
    }

    private Story says(String name, int exit, String... words) {
        return new Story(this, name, exit, words);
    }

    private Run maven(String name, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(arguments));
        Path log = Files.createDirectories(directory.resolve("logs")).resolve(name + ".log");
        return installation.run(project, environment, log, all);
    }

    // That tasks stop is what is to be said of the version that crashes, where it is seen before the end.
    private static void checkWarnings(Run run, Run alone) {
        List<String> warnings = run.warningsBeyond(alone).stream()
                .filter(line -> run.exit() == 0 || !line.contains(" stopped: "))
                .toList();
        check(warnings.isEmpty(), "warns: " + run.log() + "\n" + String.join("\n", warnings));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void close() {
        aws.close();
    }
}
