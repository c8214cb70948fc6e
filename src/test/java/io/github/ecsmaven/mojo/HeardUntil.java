package io.github.ecsmaven.mojo;

import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuildStep;
import java.util.concurrent.CountDownLatch;

/**
 * Listens to a build until it says something.
 *
 * @param line what it is to say
 * @param said is opened then
 */
record HeardUntil(String line, CountDownLatch said) implements BuildListener {
    @Override
    public void output(String text) {
        hear(text);
    }

    @Override
    public void stepOutput(BuildStep step, String text) {
        hear(text);
    }

    @Override
    public void warning(String message) {}

    private void hear(String text) {
        if (text.strip().equals(line)) {
            said.countDown();
        }
    }
}
