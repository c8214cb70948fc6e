package io.github.ecsmaven.sandbox.query;

import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Elements as AWS's query protocol answers them. */
public final class Xml {
    private final StringBuilder text = new StringBuilder();

    public Xml text(String name, Object value) {
        String escaped =
                value.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        text.append('<').append(name).append('>').append(escaped);
        return end(name);
    }

    public Xml element(String name, Consumer<Xml> content) {
        return element(name, "", content);
    }

    /** @param attribute such as {@code xmlns="…"} */
    public Xml element(String name, String attribute, Consumer<Xml> content) {
        text.append('<').append(name).append(attribute.isEmpty() ? "" : " " + attribute);
        text.append('>');
        content.accept(this);
        return end(name);
    }

    /** An element around what was written elsewhere. */
    public Xml raw(String name, Xml content) {
        return element(name, xml -> xml.text.append(content.text));
    }

    /** What was written elsewhere. */
    public Xml raw(Xml content) {
        text.append(content.text);
        return this;
    }

    public <T> Xml members(String name, Collection<T> members, BiConsumer<Xml, T> content) {
        return element(
                name, list -> members.forEach(member -> list.element("member", xml -> content.accept(xml, member))));
    }

    /** The same where members are called {@code item}, as in EC2. */
    public <T> Xml items(String name, Collection<T> items, BiConsumer<Xml, T> content) {
        return element(name, list -> items.forEach(item -> list.element("item", xml -> content.accept(xml, item))));
    }

    public Xml texts(String name, Collection<String> texts) {
        return element(name, list -> texts.forEach(member -> list.text("member", member)));
    }

    private Xml end(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
