package io.github.ecsmaven.reference;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import io.github.ecsmaven.reference.Saying.Choice;
import io.github.ecsmaven.reference.Sources.Method;
import io.github.ecsmaven.reference.Sources.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads an expression as the texts that it can come to. */
final class Wording {
    private static final int DEEPEST = 25;
    private static final Set<String> SAME_TEXT = Set.of("strip", "trim", "toString", "get", "orElseThrow");

    private final Sources sources;
    private int depth;

    Wording(Sources sources) {
        this.sources = sources;
    }

    /** Every form of the text, none twice. */
    List<Saying> of(ExpressionTree expression, Frame frame) {
        if (depth >= DEEPEST) {
            return List.of(Saying.UNKNOWN);
        }
        depth++;
        List<Saying> forms = distinct(read(expression, frame));
        depth--;
        return forms.isEmpty() ? List.of(Saying.UNKNOWN) : forms;
    }

    private List<Saying> read(ExpressionTree expression, Frame frame) {
        if (expression instanceof ParenthesizedTree inner) {
            return of(inner.getExpression(), frame);
        }
        if (expression instanceof TypeCastTree cast) {
            return of(cast.getExpression(), frame);
        }
        if (expression instanceof LiteralTree literal) {
            return List.of(Saying.of(literal.getValue() == null ? "" : String.valueOf(literal.getValue())));
        }
        if (expression instanceof BinaryTree sum && sum.getKind() == Kind.PLUS) {
            return Expressions.isNumber(sum) ? List.of(Saying.UNKNOWN) : sum(sum, frame);
        }
        if (expression instanceof ConditionalExpressionTree condition) {
            return either(condition, frame);
        }
        if (expression instanceof SwitchExpressionTree choice) {
            return cases(choice, frame);
        }
        if (expression instanceof IdentifierTree name) {
            return named(name, frame);
        }
        if (expression instanceof MemberSelectTree select) {
            return sources.type(Sources.nameOf(select.getExpression()), frame.type())
                    .map(type -> constant(select.getIdentifier().toString(), new Frame(type)))
                    .orElse(List.of(Saying.UNKNOWN));
        }
        return expression instanceof MethodInvocationTree call ? called(call, frame) : List.of(Saying.UNKNOWN);
    }

    private List<Saying> sum(BinaryTree sum, Frame frame) {
        return of(sum.getLeftOperand(), frame).stream()
                .flatMap(left -> of(sum.getRightOperand(), frame).stream().map(left::followedBy))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Saying> either(ConditionalExpressionTree condition, Frame frame) {
        List<Saying> yes = of(condition.getTrueExpression(), frame);
        List<Saying> no = of(condition.getFalseExpression(), frame);
        if (isNothing(no)) {
            return yes.stream().map(Saying::optional).toList();
        }
        if (isNothing(yes)) {
            return no.stream().map(Saying::optional).toList();
        }
        String question = canonical(condition.getCondition(), frame);
        return Stream.concat(
                        yes.stream().map(form -> form.when(question, Choice.of("true"))),
                        no.stream().map(form -> form.when(question, Choice.of("false"))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isNothing(List<Saying> forms) {
        return forms.stream().allMatch(form -> form.text().isEmpty());
    }

    private List<Saying> cases(SwitchExpressionTree choice, Frame frame) {
        String question = canonical(choice.getExpression(), frame);
        Set<String> all = choice.getCases().stream()
                .flatMap(branch -> Expressions.labels(branch).stream())
                .collect(Collectors.toSet());
        List<Saying> forms = new ArrayList<>();
        for (CaseTree branch : choice.getCases()) {
            Set<String> own = Expressions.labels(branch);
            Choice taken = own.isEmpty() ? new Choice(all, true) : new Choice(own, false);
            for (ExpressionTree result : Expressions.results(branch)) {
                of(result, frame).forEach(form -> form.when(question, taken).ifPresent(forms::add));
            }
        }
        return forms;
    }

    /** The same condition reads the same wherever it is asked, through the parameters that hand it on. */
    private String canonical(ExpressionTree condition, Frame frame) {
        if (condition instanceof ParenthesizedTree inner) {
            return canonical(inner.getExpression(), frame);
        }
        Optional<Frame.Argument> handedOn = frame.argument(Sources.nameOf(condition));
        return handedOn.isPresent()
                ? canonical(handedOn.get().expression(), handedOn.get().frame())
                : frame.name() + ": " + condition;
    }

    private List<Saying> named(IdentifierTree name, Frame frame) {
        String text = name.getName().toString();
        List<Saying> ofItsType = typeOf(name, frame)
                .flatMap(type -> type.method("toString", 0))
                .map(method -> returned(method, frame, List.of()))
                .orElse(List.of());
        if (ofItsType.stream().anyMatch(Saying::hasWords)) {
            return ofItsType;
        }
        Optional<VariableTree> local = frame.variable(name, sources);
        if (local.isPresent()) {
            return Expressions.values(local.get(), frame.method()).stream()
                    .flatMap(value -> of(value, frame).stream())
                    .toList();
        }
        Optional<Frame.Argument> argument = frame.argument(text);
        if (argument.isPresent()) {
            return of(argument.get().expression(), argument.get().frame());
        }
        return frame.parameter(text).isPresent() ? List.of(Saying.UNKNOWN) : constant(text, frame);
    }

    /** The type in our sources that a variable is declared with. */
    private Optional<Type> typeOf(ExpressionTree name, Frame frame) {
        return frame.variable(name, sources)
                .or(() -> frame.parameter(Sources.nameOf(name)))
                .or(() -> frame.type().field(Sources.nameOf(name)))
                .filter(variable -> variable.getType() != null)
                .flatMap(variable -> sources.type(Sources.nameOf(variable.getType()), frame.type()));
    }

    private List<Saying> constant(String name, Frame frame) {
        return frame.type()
                .field(name)
                .filter(field -> field.getInitializer() != null)
                .map(field -> of(field.getInitializer(), new Frame(frame.type())))
                .orElse(List.of(Saying.UNKNOWN));
    }

    private List<Saying> called(MethodInvocationTree call, Frame frame) {
        String method = Sources.nameOf(call.getMethodSelect());
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
            return frame.type()
                    .method(method, arguments.size())
                    .map(own -> returned(own, frame, arguments))
                    .orElse(List.of(Saying.UNKNOWN));
        }
        ExpressionTree receiver = select.getExpression();
        String on = Sources.nameOf(receiver);
        if (on.equals("System") && method.equals("lineSeparator")) {
            return List.of(Saying.of(" "));
        }
        if (on.equals("String")) {
            return method.equals("format") ? formatted(arguments, frame) : joined(method, arguments, frame);
        }
        if (method.equals("formatted")) {
            List<ExpressionTree> all = new ArrayList<>(List.of(receiver));
            all.addAll(arguments);
            return formatted(all, frame);
        }
        if (method.equals("orElse") || method.equals("orElseGet")) {
            return orElse(receiver, Expressions.body(arguments.get(0)), frame);
        }
        if (method.equals("map") || method.equals("flatMap")) {
            return of(Expressions.body(arguments.get(0)), frame);
        }
        if (method.equals("collect") && arguments.get(0).toString().contains("joining")) {
            return of(receiver, frame).stream().map(Saying::optional).toList();
        }
        if (SAME_TEXT.contains(method)) {
            return of(receiver, frame);
        }
        // What another class says is not listed here when it may be anything, such as why a file cannot be read.
        return typeOf(receiver, frame)
                .or(() -> sources.type(on, frame.type()))
                .flatMap(type -> type.method(method, arguments.size()))
                .map(other -> returned(other, frame, arguments))
                .filter(forms -> !forms.contains(Saying.UNKNOWN))
                .orElse(List.of(Saying.UNKNOWN));
    }

    private List<Saying> orElse(ExpressionTree receiver, ExpressionTree other, Frame frame) {
        List<Saying> present = of(receiver, frame);
        List<Saying> absent = of(other, frame);
        return isNothing(absent)
                ? present.stream().map(Saying::optional).toList()
                : Stream.concat(present.stream(), absent.stream()).toList();
    }

    private List<Saying> joined(String method, List<? extends ExpressionTree> arguments, Frame frame) {
        if (!method.equals("join")
                || arguments.size() != 2
                || !(elements(arguments.get(1), frame) instanceof MethodInvocationTree list)
                || !list.getMethodSelect().toString().matches("(List|Set)\\.of")) {
            return List.of(Saying.UNKNOWN);
        }
        String separator = of(arguments.get(0), frame).get(0).text();
        return List.of(Saying.of(list.getArguments().stream()
                .map(element -> of(element, frame).get(0).text())
                .collect(Collectors.joining(separator))));
    }

    private static ExpressionTree elements(ExpressionTree list, Frame frame) {
        return frame.type()
                .field(Sources.nameOf(list))
                .map(VariableTree::getInitializer)
                .orElse(list);
    }

    private List<Saying> formatted(List<? extends ExpressionTree> arguments, Frame frame) {
        List<Saying> forms = new ArrayList<>();
        for (Saying form : of(arguments.get(0), frame)) {
            String[] parts = form.text().split("%[-#+ 0,(\\d.]*[a-zA-Z]", -1);
            List<Saying> sofar = List.of(new Saying(parts[0], form.choices()));
            for (int i = 1; i < parts.length; i++) {
                Saying part = Saying.of(parts[i]);
                List<Saying> value = i < arguments.size() ? of(arguments.get(i), frame) : List.of(Saying.UNKNOWN);
                sofar = sofar.stream()
                        .flatMap(left -> value.stream().map(left::followedBy))
                        .flatMap(Optional::stream)
                        .flatMap(left -> left.followedBy(part).stream())
                        .toList();
            }
            forms.addAll(sofar);
        }
        return forms;
    }

    private List<Saying> returned(Method method, Frame frame, List<? extends ExpressionTree> arguments) {
        if (!method.returnsText() || method.tree().getBody() == null) {
            return List.of(Saying.UNKNOWN);
        }
        Frame inside = new Frame(method, arguments, frame);
        List<Saying> forms = Expressions.results(method.tree()).stream()
                .flatMap(result -> of(result, inside).stream())
                .toList();
        return isNothing(forms) || forms.stream().noneMatch(form -> form.text().isEmpty())
                ? forms
                : forms.stream()
                        .filter(form -> !form.text().isEmpty())
                        .map(Wording::afterwards)
                        .toList();
    }

    /** Where nothing may be said, what goes on with a space was an addition; else the caller asks whether there is something. */
    private static Saying afterwards(Saying form) {
        return form.text().startsWith(" ") ? form.optional() : form;
    }

    private static List<Saying> distinct(Collection<Saying> forms) {
        Set<String> texts = new LinkedHashSet<>();
        return forms.stream()
                .map(form -> form.text().equals(Saying.PLACE) ? Saying.UNKNOWN : form)
                .filter(form -> !form.choices().isEmpty() || texts.add(form.text()))
                .toList();
    }
}
