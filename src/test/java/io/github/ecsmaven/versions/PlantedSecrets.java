package io.github.ecsmaven.versions;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Secrets at every place where the plugin finds some, each with characters that encodings change, and the search for all of them. */
final class PlantedSecrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Sandbox sandbox;
    private final Path directory;

    PlantedSecrets(Sandbox sandbox, Path directory) throws IOException {
        this.sandbox = sandbox;
        this.directory = Files.createDirectories(directory);
        List.of("secret access key", "server in settings.xml", "auth in config.json", "build secret of a variable")
                .forEach(this::plant);
        List.of("build secret of a file", "variable in the task definition", "proxy in settings.xml")
                .forEach(this::plant);
    }

    private void plant(String place) {
        byte[] random = new byte[9];
        RANDOM.nextBytes(random);
        secrets.put(place, "p&<$\"w/r+d='" + HexFormat.of().formatHex(random) + "\\ ?%~");
    }

    String in(String place) {
        return Optional.ofNullable(secrets.get(place)).orElseThrow();
    }

    /** Credentials of a user of IAM whose secret access key is one of these. */
    Path credentials() throws IOException {
        String key = in("secret access key");
        sandbox.identities().addUser("AKIAIOSFODNN7PLANTED", key, "ci", Set.of());
        return write(
                "credentials",
                "[default]\naws_access_key_id = AKIAIOSFODNN7PLANTED\naws_secret_access_key = " + key + "\n");
    }

    /** A settings.xml with the passwords of a registry and of a proxy, and where plugins come from. */
    Path settings(String registry, String repository) throws IOException {
        return write(
                "settings.xml",
                """
                <settings>
                  <servers>
                    <server><id>%s</id><username>reader</username><password>%s</password></server>
                  </servers>
                  <proxies>
                    <proxy>
                      <id>proxy</id><active>true</active><protocol>http</protocol><host>127.0.0.1</host><port>1</port>
                      <username>me</username><password>%s</password><nonProxyHosts>127.0.0.1|localhost</nonProxyHosts>
                    </proxy>
                  </proxies>
                  <profiles>
                    <profile>
                      <id>build</id>
                      <pluginRepositories>%s</pluginRepositories>
                      <repositories>%s</repositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>build</activeProfile></activeProfiles>
                </settings>
                """
                        .formatted(
                                registry,
                                xml("server in settings.xml"),
                                xml("proxy in settings.xml"),
                                repository("pluginRepository", repository),
                                repository("repository", repository)));
    }

    private String xml(String place) {
        return in(place).replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String repository(String element, String url) {
        return "<%1$s><id>build</id><url>%2$s</url><releases><checksumPolicy>ignore</checksumPolicy></releases></%1$s>"
                .formatted(element, url);
    }

    /** A directory with a config.json that has the password of a registry. */
    Path dockerConfig(String registry) throws IOException {
        String pair = Base64.getEncoder()
                .encodeToString(("reader:" + in("auth in config.json")).getBytes(StandardCharsets.UTF_8));
        write("config.json", "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry, pair));
        return directory;
    }

    /** The file of a build secret. */
    Path key() throws IOException {
        return write("key", in("build secret of a file"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** Those that were planted and those that AWS gave out meanwhile. */
    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(secrets);
        sandbox.ecr().tokens().issued().forEach(token -> all.put("ECR token " + all.size(), token));
        Identities identities = sandbox.identities();
        identities.sessionTokens().forEach(token -> all.put("session token " + all.size(), token));
        identities.secretAccessKeys().forEach(key -> all.put("secret access key " + all.size(), key));
        return all;
    }

    /** How many {@link #foundIn} searches for. */
    int size() {
        return all().size();
    }

    /** Which secret is where in the files of these directories, and in which look. */
    List<String> foundIn(Path... places) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path place : places) {
            for (Path file : files(place)) {
                // A character a byte, so that binary files are searched too.
                found.addAll(foundIn(file, Files.readString(file, StandardCharsets.ISO_8859_1)));
            }
        }
        return found;
    }

    /** Which secret is in a text, and in which look. */
    List<String> foundIn(Path file, String content) {
        List<String> found = new ArrayList<>();
        all().forEach((name, secret) -> new SecretTraces(secret)
                .in(content)
                .ifPresent(look -> found.add(name + " in " + file + " as " + look)));
        return found;
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> walk = Files.walk(place)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
