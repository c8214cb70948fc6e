package io.github.ecsmaven.faults;

/** How a person or a pipeline ends Maven. */
enum Signal {
    KILL("kill -9", 137),
    INT("Ctrl-C", 130);

    private final String words;
    private final int exit;

    Signal(String words, int exit) {
        this.words = words;
        this.exit = exit;
    }

    String words() {
        return words;
    }

    int exit() {
        return exit;
    }
}
