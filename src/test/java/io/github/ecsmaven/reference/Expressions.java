package io.github.ecsmaven.reference;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreeScanner;
import io.github.ecsmaven.reference.Sources.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which expressions a piece of code comes to. */
final class Expressions {
    private Expressions() {}

    /** Counting on, such as {@code size + 1}; not the text before a number. */
    static boolean isNumber(BinaryTree sum) {
        return sum.getRightOperand().getKind() == Kind.INT_LITERAL && !(sum.getLeftOperand() instanceof BinaryTree);
    }

    static Set<String> labels(CaseTree branch) {
        return branch.getExpressions().stream().map(Object::toString).collect(Collectors.toSet());
    }

    static List<ExpressionTree> results(CaseTree branch) {
        if (branch.getBody() instanceof ExpressionTree result) {
            return List.of(result);
        }
        List<ExpressionTree> results = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitYield(YieldTree tree, Void nothing) {
                results.add(tree.getValue());
                return null;
            }
        }.scan(branch, null);
        return results;
    }

    /** What a method returns. */
    static List<ExpressionTree> results(MethodTree method) {
        List<ExpressionTree> results = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitReturn(ReturnTree tree, Void nothing) {
                results.add(tree.getExpression());
                return null;
            }

            @Override
            public Void visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
                return null;
            }
        }.scan((Tree) method.getBody(), null);
        return results;
    }

    /** What a variable is ever set to. */
    static List<ExpressionTree> values(VariableTree variable, Optional<Method> in) {
        List<ExpressionTree> values = new ArrayList<>();
        // A number that a variable begins with is counted on from.
        if (variable.getInitializer() != null && variable.getInitializer().getKind() != Kind.INT_LITERAL) {
            values.add(variable.getInitializer());
        }
        in.ifPresent(method -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitAssignment(AssignmentTree tree, Void nothing) {
                if (Sources.nameOf(tree.getVariable()).contentEquals(variable.getName())) {
                    values.add(tree.getExpression());
                }
                return super.visitAssignment(tree, nothing);
            }
        }.scan(method.tree(), null));
        return values;
    }

    /** What a function gives, if that is an expression. */
    static ExpressionTree body(ExpressionTree function) {
        return function instanceof LambdaExpressionTree lambda && lambda.getBody() instanceof ExpressionTree result
                ? result
                : function;
    }
}
