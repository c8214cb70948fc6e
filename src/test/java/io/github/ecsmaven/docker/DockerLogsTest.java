package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logging of the tests is the one of Maven 3: slf4j-simple. */
class DockerLogsTest {
    private static final String HTTP = "org.apache.hc.client5.http";

    @Test
    void silencesALoggerThatIsMadeLater() {
        String property = "org.slf4j.simpleLogger.log.com.github.dockerjava.made.later";
        System.setProperty(property, "trace");
        try {
            DockerLogs.silence();

            assertThat(LoggerFactory.getLogger("com.github.dockerjava.made.later")
                            .isDebugEnabled())
                    .isFalse();
        } finally {
            System.clearProperty(property);
        }
    }

    @Test
    void silencesThoseThatPrintCredentialsEvenWhenTheyAreAtDebugAlready() throws Exception {
        List<Logger> printing =
                List.of(LoggerFactory.getLogger(HTTP + ".headers"), LoggerFactory.getLogger(HTTP + ".wire"));
        for (Logger logger : printing) {
            Field level = logger.getClass().getDeclaredField("currentLogLevel");
            level.setAccessible(true);
            level.setInt(logger, 10);
            assertThat(logger.isDebugEnabled()).isTrue();
        }

        DockerLogs.silence();

        assertThat(printing).noneMatch(Logger::isDebugEnabled);
    }

    @Test
    void setsTheLevelForMaven4Too() {
        DockerLogs.silence();

        assertThat(System.getProperty("maven.logger.log." + HTTP + ".headers")).isEqualTo("warn");
    }

    @Test
    void namesTheLoggersOfTheTransportThatIsUsed() throws Exception {
        String client = HTTP + ".impl.classic.InternalHttpClient";

        assertThat(Class.forName(client, false, getClass().getClassLoader())).isNotNull();
    }
}
