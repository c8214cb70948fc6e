package io.github.ecsmaven.mojo;

import java.time.InstantSource;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/** Finds out whether a person watches: only then may lines be redrawn. */
final class Console {
    private static final int DEFAULT_COLUMNS = 100;

    private Console() {}

    /** A block that is live in a terminal, and silent with {@code -B}, in a pipe, under CI and where modules are built in parallel. */
    static LiveBlock blockFor(MavenSession session) {
        boolean watched = session.getRequest().isInteractiveMode()
                && session.getRequest().getDegreeOfConcurrency() <= 1
                && System.getenv("CI") == null
                && !"dumb".equals(System.getenv("TERM"))
                && isTerminal(System.console());
        return new LiveBlock(System.out, columns(System.getenv("COLUMNS")), watched, InstantSource.system());
    }

    // From JDK 22 on there is a console even where output is piped; isTerminal() tells.
    private static boolean isTerminal(java.io.@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    static int columns(@Nullable String variable) {
        return variable != null && variable.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(variable) : DEFAULT_COLUMNS;
    }
}
