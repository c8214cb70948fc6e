package io.github.ecsmaven.reference;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import io.github.ecsmaven.reference.Sources.Call;
import io.github.ecsmaven.reference.Sources.Method;
import io.github.ecsmaven.reference.Sources.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an expression stands, and what its method was called with, as far as that is followed.
 *
 * @param madeBy the call that makes the object, in a constructor
 */
record Frame(Type type, Optional<Method> method, Map<String, Argument> arguments, Optional<Call> madeBy) {

    Frame(Type type) {
        this(type, Optional.empty());
    }

    Frame(Type type, Optional<Method> method) {
        this(type, method, Map.of(), Optional.empty());
    }

    Frame(Method method, List<? extends ExpressionTree> given, Frame caller) {
        this(method.type(), Optional.of(method), bound(method, given, caller), Optional.empty());
    }

    Frame(Method method, Call call, Frame caller) {
        this(
                method.type(),
                Optional.of(method),
                bound(method, call.arguments(), caller),
                call.isOfConstructor() ? Optional.of(call) : caller.madeBy());
    }

    private static Map<String, Argument> bound(Method method, List<? extends ExpressionTree> given, Frame caller) {
        Map<String, Argument> arguments = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String name = method.tree().getParameters().get(i).getName().toString();
            arguments.put(name, new Argument(given.get(i), caller));
        }
        return arguments;
    }

    Optional<Argument> argument(String name) {
        return Optional.ofNullable(arguments.get(name));
    }

    Optional<VariableTree> parameter(String name) {
        return method.stream()
                .<VariableTree>flatMap(in -> in.tree().getParameters().stream())
                .filter(parameter -> parameter.getName().contentEquals(name))
                .findFirst();
    }

    /** The variable of the method's body, or of a lambda in it, that the name means. */
    Optional<VariableTree> variable(ExpressionTree use, Sources sources) {
        List<VariableTree> found = new ArrayList<>();
        method.ifPresent(in -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree tree, Void nothing) {
                if (tree.getName().contentEquals(Sources.nameOf(use)) && sources.isBefore(type, tree, use)) {
                    found.add(tree);
                }
                return super.visitVariable(tree, nothing);
            }
        }.scan((Tree) in.tree().getBody(), null));
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    String name() {
        return type.topLevelName()
                + method.map(in -> "." + in.tree().getName()
                                + in.tree().getParameters().size())
                        .orElse("");
    }

    /** What a parameter was given, and where that is to be read. */
    record Argument(ExpressionTree expression, Frame frame) {}
}
