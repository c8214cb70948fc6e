package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretSourceTest {
    private static final AwsAccount ACCOUNT = new AwsAccount("aws", "eu-west-1", "123456789012");
    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf";

    @Test
    void aSecretWithoutAndWithWhatMayStandBehindIt() {
        assertThat(SecretSource.parse(SECRET, ACCOUNT))
                .isEqualTo(new SecretSource.SecretsManager(SECRET, Optional.empty(), Optional.empty(), "eu-central-1"));
        assertThat(SecretSource.parse(SECRET + ":password::", ACCOUNT))
                .isEqualTo(new SecretSource.SecretsManager(SECRET, Optional.empty(), Optional.empty(), "eu-central-1"));
        assertThat(SecretSource.parse(SECRET + "::AWSPREVIOUS:", ACCOUNT))
                .isEqualTo(new SecretSource.SecretsManager(
                        SECRET, Optional.of("AWSPREVIOUS"), Optional.empty(), "eu-central-1"));
        assertThat(SecretSource.parse(SECRET + ":::0a1b2c3d", ACCOUNT))
                .isEqualTo(new SecretSource.SecretsManager(
                        SECRET, Optional.empty(), Optional.of("0a1b2c3d"), "eu-central-1"));
    }

    @Test
    void aParameterByItsNameOrItsArn() {
        assertThat(SecretSource.parse("/db/password", ACCOUNT))
                .isEqualTo(new SecretSource.Parameter(
                        "/db/password", "arn:aws:ssm:eu-west-1:123456789012:parameter/db/password", "eu-west-1"));
        assertThat(SecretSource.parse("password", ACCOUNT).arn())
                .isEqualTo("arn:aws:ssm:eu-west-1:123456789012:parameter/password");
        String arn = "arn:aws:ssm:us-east-1:123456789012:parameter/db/password";
        assertThat(SecretSource.parse(arn, ACCOUNT)).isEqualTo(new SecretSource.Parameter(arn, arn, "us-east-1"));
    }
}
