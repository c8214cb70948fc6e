package io.github.ecsmaven.mojo;

import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** Maven's log and what was drawn on the terminal, as one text, with what a test says about each situation in between. */
final class RecordingLog implements Log {
    private final StringBuilder text = new StringBuilder();
    private final Terminal terminal;
    private Consumer<String> listener = line -> {};

    RecordingLog(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Hears every line when it is said. */
    void tell(Consumer<String> heard) {
        listener = heard;
    }

    /** Heads the lines of one situation. */
    void when(String situation) {
        text.append(terminal.written());
        text.append(text.isEmpty() ? "" : "\n").append("# ").append(situation).append('\n');
    }

    String text() {
        text.append(terminal.written());
        return text.toString();
    }

    private void line(String level, CharSequence content) {
        text.append(terminal.written());
        text.append('[').append(level).append("] ").append(content).append('\n');
        listener.accept("[" + level + "] " + content);
    }

    @Override
    public void debug(CharSequence content) {
        line("DEBUG", content);
    }

    @Override
    public void info(CharSequence content) {
        line("INFO", content);
    }

    @Override
    public void warn(CharSequence content) {
        line("WARNING", content);
    }

    @Override
    public void error(CharSequence content) {
        line("ERROR", content);
    }

    @Override
    public void debug(CharSequence content, Throwable error) {
        throw new UnsupportedOperationException("stack traces are not for users");
    }

    @Override
    public void debug(Throwable error) {
        debug("", error);
    }

    @Override
    public void info(CharSequence content, Throwable error) {
        debug("", error);
    }

    @Override
    public void info(Throwable error) {
        debug("", error);
    }

    @Override
    public void warn(CharSequence content, Throwable error) {
        debug("", error);
    }

    @Override
    public void warn(Throwable error) {
        debug("", error);
    }

    @Override
    public void error(CharSequence content, Throwable error) {
        debug("", error);
    }

    @Override
    public void error(Throwable error) {
        debug("", error);
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
