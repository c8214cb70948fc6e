package io.github.ecsmaven.sandbox;

/** Makes a service once the sandbox knows its port, clock and registry. */
@FunctionalInterface
public interface ServiceFactory {
    /** Called once, when the port is bound and before the first request is taken. */
    JsonService create(Sandbox sandbox);
}
