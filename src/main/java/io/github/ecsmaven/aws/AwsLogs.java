package io.github.ecsmaven.aws;

import java.util.List;

/**
 * Keeps credentials out of {@code mvn -X}: at debug the AWS SDK prints signed headers with the session token, and whole responses with
 * Amazon ECR's token.
 */
public final class AwsLogs {
    /** Names of the setting in Maven 3 and in Maven 4, which has a logger of its own. */
    private static final List<String> LEVEL_OF = List.of("org.slf4j.simpleLogger.log.", "maven.logger.log.");

    /** The whole SDK; and the JDK's HTTP client, whose loggers reach SLF4J where a bridge is installed. */
    private static final List<String> LOGGERS = List.of("software.amazon.awssdk", "sun.net.www.protocol.http");

    private AwsLogs() {}

    /**
     * Silences them. To be called before the first class of the SDK is loaded: Maven's SLF4J reads the level of a logger once, when
     * the logger is made.
     */
    public static void silence() {
        LEVEL_OF.forEach(setting -> LOGGERS.forEach(logger -> System.setProperty(setting + logger, "warn")));
    }
}
