package io.github.ecsmaven.image;

/** Hears what a build says while it runs. */
public interface BuildListener {
    /** One line of the build's output, without its line end. */
    void output(String line);

    /** Something the user should know although the build goes on. */
    void warning(String message);
}
