package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final Path README = Path.of("README.md");
    private static final Map<String, String> GROUPS = groups();
    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

    private static Map<String, String> groups() {
        Map<String, String> headings = new LinkedHashMap<>();
        headings.put("AbstractImageMojo", "Image");
        headings.put("AbstractBuilderMojo", "Builder");
        headings.put("AbstractRepositoryMojo", "Repository and lifecycle policy");
        headings.put("AbstractServiceMojo", "Service");
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
        assertSection("goals", table.toString());
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
        assertSection("parameters", tables.append('\n').toString());
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

        assertSection("dockerfile", "```dockerfile\n" + dockerfile + "```\n");
    }

    @Test
    void showsATaskDefinitionFileThatTheTestsRead() throws IOException {
        String file = Files.readString(Path.of("src/test/resources/ecs/readme.json"));

        assertSection("task-definition", "```json\n" + file + "```\n");
    }

    private static void assertSection(String name, String expected) throws IOException {
        String readme = Files.readString(README);
        String begin = "<!-- " + name + " -->\n";
        int from = readme.indexOf(begin) + begin.length();
        int to = readme.indexOf("<!-- /" + name + " -->");
        if (System.getProperty("readme.update") != null) {
            Files.writeString(README, readme.substring(0, from) + expected + readme.substring(to));
            return;
        }
        assertThat(readme.substring(from, to))
                .as("section '%s' of the README; mvn test -Dtest=ReadmeTest -Dreadme.update writes it", name)
                .isEqualTo(expected);
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
