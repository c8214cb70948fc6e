package io.github.ecsmaven.context;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes through a context directory, past what its rules ignore. */
final class ContextWalk {
    private final IgnoreRules rules;
    private final EntryReader reader;
    private final EntryVisitor visitor;

    private ContextWalk(Path directory, IgnoreRules rules, EntryVisitor visitor) {
        this.rules = rules;
        this.reader = new EntryReader(directory);
        this.visitor = visitor;
    }

    /**
     * Shows every entry that is not ignored, a directory before what is in it and siblings in the order of their names' UTF-8 bytes. An
     * ignored directory is shown only when something in it is taken back in, as BuildKit does, and is looked into only when a pattern
     * with {@code !} may reach there.
     */
    static void walk(Path directory, IgnoreRules rules, EntryVisitor visitor) throws IOException {
        ContextWalk walk = new ContextWalk(directory, rules, visitor);
        walk.walkInto(new Folder(directory, "", rules.ofRoot(), null));
    }

    private void walkInto(Folder folder) throws IOException {
        for (Child child : children(folder)) {
            if (!child.verdict().ignored()) {
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
        showIgnoredParents(folder);
        visitor.visit(entry.get());
        if (entry.get().isDirectory()) {
            Folder inside = new Folder(child.file(), child.path(), child.verdict(), folder);
            inside.shown = true;
            walkInto(inside);
        }
    }

    private void showIgnoredParents(Folder folder) throws IOException {
        Folder parent = folder.parent;
        if (parent == null || folder.shown) {
            return;
        }
        showIgnoredParents(parent);
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
            if (!folder.verdict.ignored()) {
                throw ReadFailure.of(folder.directory, e);
            }
        } catch (IOException e) {
            throw ReadFailure.of(folder.directory, e);
        }
        children.sort(Comparator.comparing(Child::name, FileNames::compare));
        return children;
    }

    private void addWhereOfInterest(String name, Supplier<Path> file, Folder folder, List<Child> children) {
        String path = folder.pathOf(name);
        IgnoreRules.Verdict verdict = rules.of(path, folder.verdict);
        if (!verdict.ignored() || rules.mayTakeBackBelow(path)) {
            children.add(new Child(name, file.get(), path, verdict));
        }
    }

    private record Child(String name, Path file, String path, IgnoreRules.Verdict verdict) {}

    /** A directory on the way from the root to where the walk is. */
    private static final class Folder {
        private final Path directory;
        private final String path;
        private final IgnoreRules.Verdict verdict;
        private final @Nullable Folder parent;
        private boolean shown;

        Folder(Path directory, String path, IgnoreRules.Verdict verdict, @Nullable Folder parent) {
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
