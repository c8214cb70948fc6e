package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import java.lang.reflect.Field;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps docker-java's own loggers quiet. At debug they print {@code X-Registry-Auth}, which is the registry's password in Base64, so
 * {@code mvn -X} may never reach them; not even a level that the user set does.
 */
final class DockerLogs {
    private static final String ROOT = "com.github.dockerjava";
    private static final String HTTP = "org.apache.hc.client5.http";
    /** Those that see headers, bodies, commands or requests. */
    private static final List<String> LOGGERS = List.of(
            ROOT,
            ROOT + ".api",
            ROOT + ".core",
            ROOT + ".core.command.AbstrDockerCmd",
            ROOT + ".core.exec.BuildImageCmdExec",
            ROOT + ".core.exec.PushImageCmdExec",
            ROOT + ".httpclient5",
            HTTP,
            HTTP + ".headers",
            HTTP + ".wire",
            HTTP + ".impl.classic.InternalHttpClient",
            HTTP + ".impl.classic.MainClientExec",
            HTTP + ".impl.classic.ProtocolExec");
    /** Maven 3 reads the first when a logger is made, Maven 4 the second before the first. */
    private static final List<String> LEVEL_PROPERTIES = List.of("org.slf4j.simpleLogger.log.", "maven.logger.log.");

    private static final String LEVEL = "warn";
    private static final int LEVEL_NUMBER = 30;

    private DockerLogs() {}

    /**
     * Silences them; to be called before docker-java's first class is loaded.
     *
     * @throws ActionableException when Maven's logging is one that lets them print all the same
     */
    static void silence() {
        LEVEL_PROPERTIES.forEach(DockerLogs::silence);
        LOGGERS.stream().map(LoggerFactory::getLogger).forEach(DockerLogs::silence);
    }

    private static void silence(String prefix) {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix + ROOT) || name.startsWith(prefix + HTTP))
                .forEach(name -> System.setProperty(name, LEVEL));
        LOGGERS.forEach(logger -> System.setProperty(prefix + logger, LEVEL));
    }

    private static void silence(Logger logger) {
        if (logger.isDebugEnabled()) {
            lower(logger);
        }
        if (logger.isDebugEnabled()) {
            throw new ActionableException(
                    "The logger " + logger.getName()
                            + " would print registry passwords: it is at debug and this plugin cannot" + " lower it in "
                            + logger.getClass().getName() + ".",
                    "Run Maven without -X, or set the logger " + ROOT
                            + " to warn in the configuration of Maven's logging.");
        }
    }

    /** A logger that another plugin has made already has read its level; Maven's simple loggers keep it in a field. */
    private static void lower(Logger logger) {
        for (Class<?> type = logger.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field level = type.getDeclaredField("currentLogLevel");
                level.setAccessible(true);
                level.setInt(logger, LEVEL_NUMBER);
                return;
            } catch (NoSuchFieldException inherited) {
                continue;
            } catch (IllegalAccessException | RuntimeException closed) {
                return;
            }
        }
    }
}
