package io.github.ecsmaven.aws;

import java.util.LinkedHashMap;
import java.util.Map;

/** System properties for the length of a test. */
public final class SystemProperties implements AutoCloseable {
    private final Map<String, String> before = new LinkedHashMap<>();

    /** Sets it until this is closed. */
    public SystemProperties with(String name, String value) {
        // Not putIfAbsent, for which a property that was not set would be absent again the second time.
        if (!before.containsKey(name)) {
            before.put(name, System.getProperty(name));
        }
        System.setProperty(name, value);
        return this;
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
