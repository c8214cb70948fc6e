package io.github.ecsmaven.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A part of an answer of the query protocol. Elements go by their names alone: namespaces differ between AWS and its stand-ins. */
public final class QueryAnswer {
    private final Element element;

    private QueryAnswer(Element element) {
        this.element = element;
    }

    static QueryAnswer of(Document document) {
        return new QueryAnswer(document.getDocumentElement());
    }

    /** The elements of every list of that name inside, however deep: {@code <member>}, or {@code <item>} as EC2 has it. */
    public List<QueryAnswer> list(String name) {
        return all(element.getElementsByTagNameNS("*", name)).stream()
                .flatMap(list -> all(list.getChildNodes()).stream())
                .filter(child -> List.of("member", "item").contains(child.getLocalName()))
                .map(QueryAnswer::new)
                .toList();
    }

    /** The texts of such a list. */
    public List<String> texts(String name) {
        return list(name).stream()
                .map(member -> member.element.getTextContent().trim())
                .toList();
    }

    /** The first text of that name inside, however deep; empty when there is none, or it is blank. */
    public Optional<String> text(String name) {
        return all(element.getElementsByTagNameNS("*", name)).stream()
                .map(found -> found.getTextContent().trim())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** The text of a child of that name; empty when there is none, or it is blank. */
    public Optional<String> own(String name) {
        return all(element.getChildNodes()).stream()
                .filter(child -> name.equals(child.getLocalName()))
                .map(child -> child.getTextContent().trim())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static List<Element> all(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element one) {
                elements.add(one);
            }
        }
        return elements;
    }
}
