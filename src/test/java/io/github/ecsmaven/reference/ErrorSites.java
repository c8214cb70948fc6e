package io.github.ecsmaven.reference;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import io.github.ecsmaven.reference.Sources.Call;
import io.github.ecsmaven.reference.Sources.Method;
import io.github.ecsmaven.reference.Sources.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where the sources make an error for the user, and what it says there. */
final class ErrorSites {
    private static final String ERROR = "ActionableException";
    private static final Set<String> OF_MAVEN = Set.of("MojoFailureException", "MojoExecutionException");
    /** Lists whose entries an error says one below the other. */
    private static final Set<String> LISTS = Set.of("findings", "problems");
    /** Rooms whose values say why a text is none; an error has that reason in it. */
    private static final Set<String> REASONING = Set.of("context", "image");

    private final Sources sources;
    private final Wording wording;
    private final Set<String> errorTypes = new HashSet<>(Set.of(ERROR));

    ErrorSites(Sources sources) {
        this.sources = sources;
        wording = new Wording(sources);
        // Once for each step of inheritance that there could be.
        sources.types()
                .forEach(type ->
                        sources.types().stream().filter(this::isError).forEach(error -> errorTypes.add(error.name())));
    }

    private boolean isError(Type type) {
        return errorTypes.contains(type.parent());
    }

    /** Every call that makes an error of ours, whichever of their classes. */
    List<Call> constructions() {
        return sources.calls().stream()
                .filter(call -> call.isOfConstructor() || call.isReferenceToConstructor())
                .filter(call -> errorTypes.contains(call.name()))
                .toList();
    }

    /** Every call that makes one of Maven's own errors. */
    List<Call> constructionsOfMaven() {
        return sources.calls().stream()
                .filter(call -> call.isOfConstructor() && OF_MAVEN.contains(call.name()))
                .toList();
    }

    /** What users read, in the order of the sources. */
    List<ErrorEntry> entries() {
        return sources.calls().stream()
                .filter(this::isSite)
                .flatMap(call -> entries(call).stream())
                .toList();
    }

    /** What cannot be read with what its class says may be readable with what others hand in. */
    private List<ErrorEntry> entries(Call site) {
        List<ErrorEntry> own = entries(site, false);
        List<ErrorEntry> others = own.stream().allMatch(ErrorEntry::isReadable) ? own : entries(site, true);
        return others.stream().allMatch(ErrorEntry::isReadable) ? others : own;
    }

    private List<ErrorEntry> entries(Call site, boolean everyCaller) {
        return frames(site.type(), site.method(), everyCaller, Set.of())
                .flatMap(frame -> entries(site, frame))
                .toList();
    }

    /** A subclass gives its words to the constructor above it, and is read once for each call of its own. */
    private boolean isSite(Call call) {
        boolean made = call.isOfConstructor() && call.name().equals(ERROR);
        boolean inherited = call.name().equals("super") && call.type().parent().equals(ERROR);
        return (made || inherited) && call.arguments().size() >= 2;
    }

    private Stream<ErrorEntry> entries(Call site, Frame frame) {
        List<Saying> remedies = wording.of(site.arguments().get(1), frame);
        Call made = frame.madeBy().orElse(site);
        return wording.of(site.arguments().get(0), frame).stream().flatMap(problem -> remedies.stream()
                .filter(remedy -> problem.together(remedy).isPresent())
                .map(remedy -> new ErrorEntry(made, problem.text(), remedy.text())));
    }

    /** What stands inside errors of other sites: findings that they list, reasons that they give. */
    List<ErrorEntry> details() {
        return sources.calls().stream()
                .filter(call -> !call.isReference())
                .flatMap(call -> detail(call).stream()
                        .flatMap(parts -> frames(call.type(), call.method(), false, Set.of())
                                .flatMap(frame -> texts(parts, frame))
                                .map(text -> new ErrorEntry(call, text, ""))))
                .filter(entry -> Saying.of(entry.problem()).hasWords())
                .toList();
    }

    private static Optional<List<? extends ExpressionTree>> detail(Call call) {
        boolean finding = call.isOfConstructor() && call.name().equals("LifecycleFinding");
        boolean reason = call.isOfConstructor()
                && call.name().equals("IllegalArgumentException")
                && REASONING.contains(call.type().room());
        boolean listed = call.name().equals("add") && LISTS.stream().anyMatch(call::isOn);
        return finding || reason || listed
                ? Optional.of(call.arguments().subList(0, finding ? 2 : 1))
                : Optional.empty();
    }

    private Stream<String> texts(List<? extends ExpressionTree> parts, Frame frame) {
        Stream<String> texts = Stream.of("");
        for (ExpressionTree part : parts) {
            List<Saying> forms = wording.of(part, frame);
            texts = texts.flatMap(
                    left -> forms.stream().map(form -> left.isEmpty() ? form.text() : left + ": " + form.text()));
        }
        return texts;
    }

    /** A private method is read once for each call of it, the constructor of an error too; others for whatever they are given. */
    private Stream<Frame> frames(Type type, Optional<Method> in, boolean everyCaller, Set<MethodTree> around) {
        Optional<Method> factory =
                in.filter(method -> isFollowed(method, everyCaller)).filter(method -> !around.contains(method.tree()));
        List<Call> callers = factory.map(this::callers).orElse(List.of());
        if (callers.isEmpty()) {
            return Stream.of(new Frame(type, in));
        }
        Set<MethodTree> inside = new HashSet<>(around);
        inside.add(factory.get().tree());
        return callers.stream()
                .flatMap(caller -> caller.isReference()
                        ? Stream.of(new Frame(type, in))
                        : frames(caller.type(), caller.method(), everyCaller, inside)
                                .map(frame -> new Frame(factory.get(), caller, frame)));
    }

    private boolean isFollowed(Method method, boolean everyCaller) {
        return method.isConstructor()
                ? isError(method.type())
                : !method.tree().getParameters().isEmpty() && (everyCaller || method.isPrivate());
    }

    private List<Call> callers(Method method) {
        return sources.calls().stream()
                .filter(call -> method.isConstructor() ? constructs(call, method.type()) : calls(call, method))
                .filter(call ->
                        call.method().filter(in -> in.tree() == method.tree()).isEmpty())
                .filter(call -> call.isReference()
                        || call.arguments().size()
                                == method.tree().getParameters().size())
                .toList();
    }

    private static boolean calls(Call call, Method method) {
        return !call.isOfConstructor()
                && method.tree().getName().contentEquals(call.name())
                && (call.type().unit() == method.type().unit()
                        || call.isOn(method.type().name()));
    }

    /** From outside, from another constructor, or from one of a subclass. */
    private static boolean constructs(Call call, Type type) {
        return call.isOfConstructor() && call.name().equals(type.name())
                || call.name().equals("this") && call.type() == type
                || call.name().equals("super") && call.type().parent().equals(type.name());
    }
}
