package io.github.ecsmaven.reference;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberReferenceTree.ReferenceMode;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Java sources as the JDK's compiler reads them: parsed, without types. */
final class Sources {
    private final List<Type> types = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final SourcePositions positions;

    private Sources(JavacTask task) throws IOException {
        positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            new Reader(unit).scan(unit, null);
        }
    }

    /** All sources below a directory, in the order of their paths. */
    static Sources under(Path root) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> tree = Files.walk(root)) {
            List<Path> paths = tree.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            return parse(compiler, files.getJavaFileObjectsFromPaths(paths));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sources of(String source) {
        return parse(ToolProvider.getSystemJavaCompiler(), List.of(new Text(source)));
    }

    private static Sources parse(JavaCompiler compiler, Iterable<? extends JavaFileObject> files) {
        try {
            return new Sources((JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Type> types() {
        return types;
    }

    /** Every call of a constructor or method, in the order of the sources. */
    List<Call> calls() {
        return calls;
    }

    /** The type of that simple name, before others one of the same file. */
    Optional<Type> type(String name, Type seenFrom) {
        return Stream.concat(
                        types.stream().filter(type -> type.unit() == seenFrom.unit()),
                        types.stream().filter(type -> type.isTopLevel()))
                .filter(type -> type.name().equals(name))
                .findFirst();
    }

    boolean isBefore(Type type, Tree first, Tree second) {
        return positions.getStartPosition(type.unit(), first) < positions.getStartPosition(type.unit(), second);
    }

    /** A class, record, enum or interface. */
    record Type(ClassTree tree, CompilationUnitTree unit, Optional<Type> outer) {
        String name() {
            return tree.getSimpleName().toString();
        }

        /** The simple name of the class that it extends, or nothing. */
        String parent() {
            return nameOf(tree.getExtendsClause());
        }

        boolean isTopLevel() {
            return outer.isEmpty();
        }

        String topLevelName() {
            return outer.map(Type::topLevelName).orElseGet(this::name);
        }

        /** The last part of the package's name. */
        String room() {
            String whole =
                    unit.getPackageName() == null ? "" : unit.getPackageName().toString();
            return whole.substring(whole.lastIndexOf('.') + 1);
        }

        Optional<Method> method(String name, int arguments) {
            return tree.getMembers().stream()
                    .filter(MethodTree.class::isInstance)
                    .map(MethodTree.class::cast)
                    .filter(method -> method.getName().contentEquals(name)
                            && method.getParameters().size() == arguments)
                    .map(method -> new Method(this, method))
                    .findFirst()
                    .or(() -> outer.flatMap(around -> around.method(name, arguments)));
        }

        Optional<VariableTree> field(String name) {
            return tree.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(field -> field.getName().contentEquals(name))
                    .findFirst()
                    .or(() -> outer.flatMap(around -> around.field(name)));
        }
    }

    record Method(Type type, MethodTree tree) {
        boolean isConstructor() {
            return tree.getReturnType() == null;
        }

        boolean isPrivate() {
            return tree.getModifiers().getFlags().contains(javax.lang.model.element.Modifier.PRIVATE);
        }

        boolean returnsText() {
            return tree.getReturnType() != null
                    && tree.getReturnType().toString().equals("String");
        }
    }

    /** @param name of the method, or of the class whose constructor is called */
    record Call(Type type, Optional<Method> method, String name, List<? extends ExpressionTree> arguments, Tree tree) {
        boolean isOfConstructor() {
            return tree instanceof NewClassTree;
        }

        boolean isReference() {
            return tree instanceof MemberReferenceTree;
        }

        boolean isReferenceToConstructor() {
            return tree instanceof MemberReferenceTree reference && reference.getMode() == ReferenceMode.NEW;
        }

        /** Whether it is a method of what has that name. */
        boolean isOn(String receiver) {
            return tree instanceof MethodInvocationTree invocation
                    && invocation.getMethodSelect() instanceof MemberSelectTree select
                    && nameOf(select.getExpression()).equals(receiver);
        }

        /** Where it stands, such as {@code ModuleImage.foreign}. */
        String place() {
            return type.topLevelName()
                    + method.map(in -> "."
                                    + (in.isConstructor()
                                            ? in.type().name()
                                            : in.tree().getName()))
                            .orElse("");
        }

        @Override
        public String toString() {
            return place();
        }
    }

    private final class Reader extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Deque<Type> around = new ArrayDeque<>();
        private Optional<Method> method = Optional.empty();

        Reader(CompilationUnitTree unit) {
            this.unit = unit;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            Optional<Method> outer = method;
            around.push(new Type(tree, unit, Optional.ofNullable(around.peek())));
            types.add(around.element());
            method = Optional.empty();
            super.visitClass(tree, nothing);
            method = outer;
            around.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            method = Optional.of(new Method(around.element(), tree));
            super.visitMethod(tree, nothing);
            method = Optional.empty();
            return null;
        }

        @Override
        public Void visitNewClass(NewClassTree tree, Void nothing) {
            add(nameOf(tree.getIdentifier()), tree.getArguments(), tree);
            return super.visitNewClass(tree, nothing);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
            add(nameOf(tree.getMethodSelect()), tree.getArguments(), tree);
            return super.visitMethodInvocation(tree, nothing);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
            boolean isNew = tree.getMode() == ReferenceMode.NEW;
            add(isNew ? nameOf(tree.getQualifierExpression()) : tree.getName().toString(), List.of(), tree);
            return super.visitMemberReference(tree, nothing);
        }

        private void add(String name, List<? extends ExpressionTree> arguments, Tree tree) {
            calls.add(new Call(around.element(), method, name, arguments, tree));
        }
    }

    static String nameOf(@Nullable Tree tree) {
        if (tree instanceof IdentifierTree identifier) {
            return identifier.getName().toString();
        }
        return tree instanceof MemberSelectTree select ? select.getIdentifier().toString() : "";
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(URI.create("text:///Text.java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
