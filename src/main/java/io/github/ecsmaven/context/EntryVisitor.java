package io.github.ecsmaven.context;

import java.io.IOException;

/** Is shown the entries of a build context, one after the other. */
@FunctionalInterface
public interface EntryVisitor {
    /**
     * Is shown one entry. A directory comes before what is in it.
     *
     * @throws IOException when the visitor cannot go on; the walk ends with it
     */
    void visit(ContextEntry entry) throws IOException;
}
