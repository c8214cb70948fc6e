package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.release.StepByStep.Step;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the modules of a reactor put off until the last of them is built. Each module may have this plugin in a class loader of its own,
 * so that what they share is made of the JDK's types alone. Safe for modules that are built at the same time.
 */
public final class PutOffWork {
    private final Map<String, Object> shared;

    /** @param shared a concurrent map, the same for all modules */
    public PutOffWork(Map<String, Object> shared) {
        this.shared = shared;
    }

    /** In this order all modules come to each. */
    public enum Stage {
        PUSH,
        LIFECYCLE,
        DEPLOY,
        /** What is said of a module when it is done. */
        SUMMARY
    }

    /** The modules that may put work off; found out once for all. */
    @SuppressWarnings("unchecked")
    public Set<String> awaited(Supplier<Set<String>> modules) {
        return (Set<String>) shared.computeIfAbsent("awaited", key -> Set.copyOf(modules.get()));
    }

    /**
     * Puts work off.
     *
     * @param position the module's place in the reactor's order
     * @param work throws an unchecked exception with words for the user when it fails
     */
    public void add(String module, int position, Stage stage, Runnable work) {
        queue().add(new Object[] {module, position, stage.ordinal(), work});
    }

    /**
     * A module has come to its end.
     *
     * @param gone which modules failed, or will not be built because of one that did
     * @return whether nobody is waited for any more; true for one module only
     */
    public boolean isLast(String module, Collection<String> awaited, Predicate<String> gone) {
        Set<String> arrived = arrived();
        arrived.add(module);
        return awaited.stream().allMatch(each -> arrived.contains(each) || gone.test(each)) && take();
    }

    /** The modules of {@code awaited} that have not come to their end. */
    public List<String> missing(Collection<String> awaited) {
        return awaited.stream()
                .filter(each -> !arrived().contains(each))
                .sorted()
                .toList();
    }

    /** Whether the caller is the one that has to do the work. */
    public boolean take() {
        return ((AtomicBoolean) shared.computeIfAbsent("taken", key -> new AtomicBoolean())).compareAndSet(false, true);
    }

    /** Whether somebody does the work, or has done it. */
    public boolean isTaken() {
        return shared.get("taken") instanceof AtomicBoolean taken && taken.get();
    }

    /** Whether a module has put something off that nobody has done. */
    public boolean isLeft(String module) {
        return queue().stream().anyMatch(item -> module(item).equals(module) && stage(item) != Stage.SUMMARY);
    }

    /** The modules that have put something off, in the reactor's order. */
    public List<String> modules() {
        return sorted(Comparator.comparing(PutOffWork::position)).stream()
                .map(PutOffWork::module)
                .distinct()
                .toList();
    }

    /**
     * Does all of it: what is pushed first, in every module, and what is deployed last.
     *
     * @param beginning hears which module's turn it is, and for what
     * @throws ActionableException when something failed; the rest is left undone, and the message lists it
     */
    public void run(Consumer<String> beginning) {
        List<Object[]> items = sorted(Comparator.comparing(PutOffWork::stage).thenComparing(PutOffWork::position));
        items.forEach(queue()::remove);
        List<Object[]> steps =
                items.stream().filter(item -> stage(item) != Stage.SUMMARY).toList();
        StepByStep.run(
                steps.stream()
                        .map(item -> new Step(module(item) + " " + inWords(stage(item)), () -> {
                            work(item).run();
                            sumUpAfter(item, steps, items);
                        }))
                        .toList(),
                step -> beginning.accept(step.name()));
    }

    /** As soon as nothing of the module is left, and not at the end, which a failure of another module would prevent. */
    private static void sumUpAfter(Object[] done, List<Object[]> steps, List<Object[]> items) {
        boolean last = steps.subList(steps.indexOf(done) + 1, steps.size()).stream()
                .noneMatch(item -> module(item).equals(module(done)));
        if (last) {
            items.stream()
                    .filter(item -> stage(item) == Stage.SUMMARY && module(item).equals(module(done)))
                    .forEach(item -> work(item).run());
        }
    }

    private List<Object[]> sorted(Comparator<Object[]> order) {
        return queue().stream().sorted(order).toList();
    }

    private static String inWords(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private static String module(Object[] item) {
        return (String) item[0];
    }

    private static int position(Object[] item) {
        return (Integer) item[1];
    }

    private static Stage stage(Object[] item) {
        return Stage.values()[(Integer) item[2]];
    }

    private static Runnable work(Object[] item) {
        return (Runnable) item[3];
    }

    @SuppressWarnings("unchecked")
    private Set<String> arrived() {
        return (Set<String>) shared.computeIfAbsent("arrived", key -> ConcurrentHashMap.newKeySet());
    }

    @SuppressWarnings("unchecked")
    private Collection<Object[]> queue() {
        return (Collection<Object[]>) shared.computeIfAbsent("work", key -> new ConcurrentLinkedQueue<Object[]>());
    }
}
