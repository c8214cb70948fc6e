package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Eclipse (m2e) asks of each goal whether a build in the IDE runs it, and calls one that nobody speaks of an error. */
class LifecycleMappingTest {
    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");
    private static final String MAPPING = "/META-INF/m2e/lifecycle-mapping-metadata.xml";

    @Test
    void ignoresEveryGoalInTheIde() throws Exception {
        Document mapping;
        try (InputStream in = LifecycleMappingTest.class.getResourceAsStream(MAPPING)) {
            mapping = parse(in);
        }
        Document descriptor;
        try (InputStream in = Files.newInputStream(DESCRIPTOR)) {
            descriptor = parse(in);
        }

        assertThat(texts(mapping, "goal")).containsExactlyInAnyOrderElementsOf(texts(descriptor, "goal"));
        assertThat(mapping.getElementsByTagName("ignore").getLength()).isEqualTo(1);
        assertThat(mapping.getElementsByTagName("execute").getLength()).isZero();
    }

    private static Document parse(InputStream in) throws Exception {
        if (in == null) {
            throw new IOException("there is no " + MAPPING);
        }
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }

    private static List<String> texts(Document document, String element) {
        NodeList nodes = document.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            // ecs:help has a parameter of that name.
            if (!nodes.item(i).getParentNode().getNodeName().equals("configuration")) {
                texts.add(nodes.item(i).getTextContent().strip());
            }
        }
        return texts;
    }
}
