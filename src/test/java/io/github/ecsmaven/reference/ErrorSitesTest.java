package io.github.ecsmaven.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How an error is read out of Java. */
class ErrorSitesTest {
    @Test
    void joinsLiteralsAndLeavesAPlaceForTheRest() {
        assertThat(
                        said(
                                "void run(Path file) { throw new ActionableException(\"No \" + file + \" in \" + a.b() + \".\", R); }"))
                .containsExactly("No … in …. Do it.");
    }

    @Test
    void readsOneErrorForEachCallOfAPrivateMethod() {
        assertThat(
                        said(
                                """
                        void run() { throw refused("x is empty"); }
                        void walk(String y) { if (y != null) throw refused(y + " is long"); }
                        private static ActionableException refused(String why) { return new ActionableException(why + "!", R); }
                        """))
                .containsExactly("x is empty! Do it.", "… is long! Do it.");
    }

    @Test
    void pairsAProblemWithTheRemedyOfItsBranch() {
        assertThat(
                        said(
                                """
                        void run(boolean hot) {
                            throw new ActionableException(hot ? "Too hot." : "Too cold.", hot ? "Cool it." : "Heat it.");
                        }
                        """))
                .containsExactly("Too hot. Cool it.", "Too cold. Heat it.");
    }

    @Test
    void pairsThemAcrossMethodsToo() {
        assertThat(
                        said(
                                """
                        void run(Verdict verdict) {
                            String problem = switch (verdict.why()) {
                                case LATE -> "Late.";
                                case LOST, SOLD -> "Gone.";
                                default -> "Bad.";
                            };
                            throw new ActionableException(problem, remedy(verdict.why()));
                        }
                        private String remedy(Why why) {
                            return switch (why) {
                                case LOST -> "Find it.";
                                case LATE -> { yield "Wait."; }
                                default -> "Ask.";
                            };
                        }
                        """))
                .containsExactly("Late. Wait.", "Gone. Find it.", "Gone. Ask.", "Bad. Ask.");
    }

    @Test
    void bracketsWhatIsNotAlwaysSaid() {
        assertThat(
                        said(
                                """
                        void run(Optional<String> name, List<String> all) {
                            throw new ActionableException(
                                    "Ended" + name.map(n -> " for " + n).orElse("") + "." + (all.isEmpty() ? "" : " It had " + all), R);
                        }
                        """))
                .containsExactly("Ended[ for …].[ It had …] Do it.");
    }

    @Test
    void followsConstantsTextBlocksAndFormats() {
        assertThat(
                        said(
                                """
                        private static final int MOST = 50;
                        private static final List<String> KINDS = List.of("A", "B");
                        void run(int n) {
                            throw new ActionableException(
                                    "%d tags, and %s are allowed: ".formatted(n, MOST) + String.join(", ", KINDS), \"""
                                    Take some
                                    away.\""");
                        }
                        """))
                .containsExactly("… tags, and 50 are allowed: A, B Take some away.");
    }

    @Test
    void readsASubclassOnceForEachConstruction() {
        Sources sources = Sources.of(
                """
                class Pushed extends ActionableException {
                    Pushed(String thing, String why) { super(thing + " failed: " + why, "Push again."); }
                    static Pushed of(String why) { return new Pushed("The push", why); }
                    static Pushed late() { return new Pushed("The late push", "it is late"); }
                }
                """);
        assertThat(new ErrorSites(sources).entries())
                .extracting(ErrorEntry::problem)
                .containsExactly("The push failed: …", "The late push failed: it is late");
        assertThat(new ErrorSites(sources).constructions()).hasSize(2);
    }

    @Test
    void followsConstructorsThatCallOneAnother() {
        Sources sources = Sources.of(
                """
                class Failed extends ActionableException {
                    Failed(String what) { super(what + " failed.", "Do it again."); }
                    Failed() { this("Everything"); }
                }
                class Late extends Failed {
                    Late(String when) { super("The run of " + when); }
                }
                class A {
                    void all() { throw new Failed(); }
                    void late(String time) { throw new Late(time); }
                }
                """);
        ErrorSites sites = new ErrorSites(sources);
        assertThat(sites.entries())
                .extracting(ErrorEntry::problem)
                .containsExactly("Everything failed.", "The run of … failed.");
        assertThat(sites.entries()).extracting(ErrorEntry::site).containsExactlyElementsOf(sites.constructions());
    }

    @Test
    void countsAConstructorThatIsHandedOnButCannotReadIt() {
        ErrorSites sites = new ErrorSites(
                Sources.of("class A { BiFunction<String, String, RuntimeException> f = ActionableException::new; }"));
        assertThat(sites.constructions()).hasSize(1);
        assertThat(sites.entries()).isEmpty();
    }

    @Test
    void takesErrorsWithoutWordsForUnreadable() {
        Sources sources = Sources.of(
                "class A { void run(Exception e) { throw new ActionableException(e.getMessage(), \"Do it.\"); } }");
        assertThat(new ErrorSites(sources).entries()).noneMatch(ErrorEntry::isReadable);
    }

    private static List<String> said(String members) {
        Sources sources = Sources.of("class A { private static final String R = \"Do it.\"; " + members + " }");
        return new ErrorSites(sources)
                .entries().stream()
                        .map(entry -> (entry.problem() + " " + entry.remedy()).replaceAll("\\s+", " "))
                        .toList();
    }
}
