package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecsmaven.sandbox.query.Xml;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An answer of the query protocol as JSON: elements are members, those called member or item elements of a list. */
final class XmlAnswer {
    private static final Set<String> ELEMENTS = Set.of("member", "item");

    private XmlAnswer() {}

    static JsonNode toJson(Xml answer) {
        try {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<answer>" + answer + "</answer>")))
                    .getDocumentElement();
            return json(root);
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("not XML: " + answer, e);
        }
    }

    private static JsonNode json(Element element) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                if (ELEMENTS.contains(inner.getTagName())) {
                    list.add(json(inner));
                } else {
                    object.set(inner.getTagName(), json(inner));
                }
            }
        }
        if (!list.isEmpty()) {
            return list;
        }
        return object.isEmpty() ? TextNode.valueOf(element.getTextContent()) : object;
    }
}
