package io.github.ecsmaven.context;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes through a context directory, past what is not selected. */
final class ContextWalk {
    private final PathSelection selection;
    private final EntryReader reader;
    private final EntryVisitor visitor;

    private ContextWalk(Path directory, PathSelection selection, EntryVisitor visitor) {
        this.selection = selection;
        this.reader = new EntryReader(directory);
        this.visitor = visitor;
    }

    /**
     * Shows every entry that is selected, a directory before what is in it and siblings in the order of their names' UTF-8 bytes. A
     * directory that is not selected is shown only when something in it is, as BuildKit does, and is looked into only when that may be.
     */
    static void walk(Path directory, PathSelection selection, EntryVisitor visitor) throws IOException {
        ContextWalk walk = new ContextWalk(directory, selection, visitor);
        walk.walkInto(new Folder(directory, "", selection.ofRoot(), null));
    }

    private void walkInto(Folder folder) throws IOException {
        for (Child child : children(folder)) {
            if (child.verdict().selected()) {
                show(child, folder);
            } else if (isDirectory(child.file())) {
                walkInto(new Folder(child.file(), child.path(), child.verdict(), folder));
            }
        }
    }

    private void show(Child child, Folder folder) throws IOException {
        Optional<ContextEntry> entry = read(child.file(), child.path());
        if (entry.isEmpty()) {
            return;
        }
        showParents(folder);
        visitor.visit(entry.get());
        if (entry.get().isDirectory()) {
            Folder inside = new Folder(child.file(), child.path(), child.verdict(), folder);
            inside.shown = true;
            walkInto(inside);
        }
    }

    private void showParents(Folder folder) throws IOException {
        Folder parent = folder.parent;
        if (parent == null || folder.shown) {
            return;
        }
        showParents(parent);
        Optional<ContextEntry> entry = read(folder.directory, folder.path);
        if (entry.isPresent()) {
            visitor.visit(entry.get());
        }
        folder.shown = true;
    }

    private boolean isDirectory(Path file) {
        try {
            return reader.isDirectory(file);
        } catch (IOException e) {
            throw ReadFailure.of(file, e);
        }
    }

    private Optional<ContextEntry> read(Path file, String path) {
        try {
            return reader.read(file, path);
        } catch (IOException e) {
            throw ReadFailure.of(file, e);
        }
    }

    private List<Child> children(Folder folder) {
        List<Child> children = new ArrayList<>();
        try {
            DirectoryListing.forEach(
                    folder.directory, (name, file) -> addWhereOfInterest(name, file, folder, children));
        } catch (AccessDeniedException e) {
            if (folder.verdict.selected()) {
                throw ReadFailure.of(folder.directory, e);
            }
        } catch (IOException e) {
            throw ReadFailure.of(folder.directory, e);
        }
        children.sort((left, right) -> FileNames.compare(left.name(), right.name()));
        return children;
    }

    private void addWhereOfInterest(String name, Supplier<Path> file, Folder folder, List<Child> children) {
        String path = folder.pathOf(name);
        PathSelection.Verdict verdict = selection.of(path, folder.verdict);
        if (verdict.selected() || selection.maySelectBelow(path, verdict)) {
            children.add(new Child(name, file.get(), path, verdict));
        }
    }

    private record Child(String name, Path file, String path, PathSelection.Verdict verdict) {}

    /** A directory on the way from the root to where the walk is. */
    private static final class Folder {
        private final Path directory;
        private final String path;
        private final PathSelection.Verdict verdict;
        private final @Nullable Folder parent;
        private boolean shown;

        Folder(Path directory, String path, PathSelection.Verdict verdict, @Nullable Folder parent) {
            this.directory = directory;
            this.path = path;
            this.verdict = verdict;
            this.parent = parent;
        }

        String pathOf(String name) {
            return path.isEmpty() ? name : path + "/" + name;
        }
    }
}
