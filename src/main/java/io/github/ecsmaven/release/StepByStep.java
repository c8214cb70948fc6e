package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Work on several things, one after another: the first failure leaves the rest untouched, and says what was done and what was not. */
public final class StepByStep {
    private StepByStep() {}

    /**
     * One of several.
     *
     * @param name as it stands in a list, such as {@code prod/shop}
     * @param work throws an unchecked exception with words for the user when it fails
     */
    public record Step(String name, Runnable work) {}

    /**
     * Takes the steps in their order.
     *
     * @param beginning hears of each step that begins
     * @throws ActionableException when one failed: in its words, and where there are several with those that were done and were not begun
     */
    public static void run(List<Step> steps, Consumer<Step> beginning) {
        for (int done = 0; done < steps.size(); done++) {
            Step step = steps.get(done);
            beginning.accept(step);
            try {
                step.work().run();
            } catch (RuntimeException e) {
                throw steps.size() > 1 && isForTheUser(e) ? withTally(e, steps, done) : e;
            }
        }
    }

    /** A step may come from another class loader's copy of this plugin, whose ActionableException is not ours; a bug stays a bug. */
    private static boolean isForTheUser(RuntimeException failure) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(ActionableException.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private static ActionableException withTally(RuntimeException failure, List<Step> steps, int done) {
        String problem =
                failure instanceof ActionableException ours ? ours.problem() : String.valueOf(failure.getMessage());
        String remedy = failure instanceof ActionableException ours ? ours.remedy() + System.lineSeparator() : "";
        return new ActionableException(problem, remedy + tally(steps, done), failure);
    }

    private static String tally(List<Step> steps, int done) {
        return "Failed: " + steps.get(done).name() + ". Done before: " + names(steps.subList(0, done)) + ". Not begun: "
                + names(steps.subList(done + 1, steps.size())) + ".";
    }

    private static String names(List<Step> steps) {
        return steps.isEmpty() ? "none" : steps.stream().map(Step::name).collect(Collectors.joining(", "));
    }
}
