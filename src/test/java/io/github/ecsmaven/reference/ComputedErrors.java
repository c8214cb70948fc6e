package io.github.ecsmaven.reference;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The few errors that carry the words of another one, so that the sources do not have theirs in one place. */
final class ComputedErrors {
    private static final Map<String, Words> WORDS = Map.of(
            "AwsFailures.explain",
            new Words(
                    "Could not …: …",
                    "Behind the colon stands another error of this page, most often one about credentials: look for its words."),
            "ExplainedCredentials.noRole",
            new Words("Could not exchange the web identity for AWS credentials: …", ""),
            "ExpressRefusals.explain",
            new Words("Could not {create | update} Express …: … may not iam:PassRole on …", ""),
            "PassRole.named",
            new Words("Could not …: … may not iam:PassRole on …", ""),
            "StackChange.toException",
            new Words(
                    "The stack '…' is in a state that only a person ends: …",
                    "… Behind the words stands the command that ends it."),
            "StackFailures.explained",
            new Words(
                    "",
                    "Correct the cause and run mvn deploy again. Before it stands what ends the cause, where AWS tells; of a stack that"
                            + " sticks the command that ends that."),
            "StepByStep.withTally",
            new Words(
                    "… Failed: …. Done before: …. Not begun: ….",
                    "Before these words stands another error of this page: look for its words. What was done stays done, and the rest was not touched."));
    /** Errors that are nothing but the findings of their class. */
    private static final Set<String> LISTS = Set.of("ConfigurationCheck.refuse");

    private ComputedErrors() {}

    static Set<String> places() {
        return Stream.concat(WORDS.keySet().stream(), LISTS.stream()).collect(Collectors.toSet());
    }

    /** The entries, with words where the sources have none. */
    static List<ErrorEntry> filledIn(List<ErrorEntry> entries, List<ErrorEntry> details) {
        return entries.stream()
                .flatMap(entry -> entry.isReadable() ? Stream.of(entry) : filledIn(entry, details))
                .toList();
    }

    private static Stream<ErrorEntry> filledIn(ErrorEntry entry, List<ErrorEntry> details) {
        if (LISTS.contains(entry.site().place())) {
            return details.stream()
                    .filter(detail ->
                            detail.site().type().unit() == entry.site().type().unit())
                    .map(detail -> new ErrorEntry(entry.site(), detail.problem(), entry.remedy()));
        }
        return Stream.of(WORDS.getOrDefault(entry.site().place(), Words.NONE).in(entry));
    }

    /** The details that are not errors of their own already. */
    static List<ErrorEntry> remaining(List<ErrorEntry> details) {
        return details.stream()
                .filter(detail -> LISTS.stream()
                        .noneMatch(list -> list.startsWith(detail.site().type().topLevelName() + ".")))
                .toList();
    }

    /** @param remedy empty for the one in the sources, as with the problem */
    private record Words(String problem, String remedy) {
        static final Words NONE = new Words("", "");

        ErrorEntry in(ErrorEntry entry) {
            return new ErrorEntry(
                    entry.site(),
                    problem.isEmpty() ? entry.problem() : problem,
                    remedy.isEmpty() ? entry.remedy() : remedy);
        }
    }
}
