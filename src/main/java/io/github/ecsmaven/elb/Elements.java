package io.github.ecsmaven.elb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Elements of an answer, by their names alone: namespaces differ between AWS and its stand-ins. */
final class Elements {
    private Elements() {}

    /** The {@code <member>}s of every list of that name, anywhere in the answer. */
    static List<Element> members(Document answer, String list) {
        return all(answer.getElementsByTagNameNS("*", list)).stream()
                .flatMap(found -> children(found, "member").stream())
                .toList();
    }

    /** Everything of that name inside, however deep. */
    static List<Element> inside(Element parent, String name) {
        return all(parent.getElementsByTagNameNS("*", name));
    }

    /** What stands at the end of a path of children; empty when the path ends before. */
    static Optional<String> text(Element parent, String... path) {
        Optional<Element> element = Optional.of(parent);
        for (String name : path) {
            element = element.flatMap(one -> children(one, name).stream().findFirst());
        }
        return element.map(found -> found.getTextContent().trim()).filter(text -> !text.isEmpty());
    }

    private static List<Element> children(Element parent, String name) {
        return all(parent.getChildNodes()).stream()
                .filter(child -> name.equals(child.getLocalName()))
                .toList();
    }

    private static List<Element> all(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
