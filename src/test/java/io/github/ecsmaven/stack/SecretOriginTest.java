package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.ActionableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretOriginTest {
    private static final String SECRET = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:";

    private static List<String> resources(String valueFrom) {
        return new SecretOrigin(valueFrom)
                .resources().stream().map(JsonNode::toString).toList();
    }

    @Test
    void aSecretIsReadWithoutKeyStageAndVersion() {
        assertThat(resources(SECRET + "db-Ab12Cd:password:AWSCURRENT:")).containsExactly('"' + SECRET + "db-Ab12Cd\"");
    }

    @Test
    void aSecretThatIsNamedWithoutItsEndingMayHaveAny() {
        assertThat(resources(SECRET + "db")).containsExactly('"' + SECRET + "db-??????\"");
    }

    @Test
    void sixLettersMayBeTheEndOfANameOrTheEnding() {
        assertThat(resources(SECRET + "db-secret"))
                .containsExactly('"' + SECRET + "db-secret\"", '"' + SECRET + "db-secret-??????\"");
    }

    @Test
    void aParameterByNameIsOneOfTheStacksOwnAccount() {
        String arn = "{\"Fn::Sub\":\"arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/shop/key\"}";
        assertThat(resources("/shop/key")).containsExactly(arn);
        assertThat(resources("shop/key")).containsExactly(arn);
    }

    @Test
    void aParameterByArnStaysAsItIs() {
        String arn = "arn:aws:ssm:eu-west-1:210987654321:parameter/shop/key";
        assertThat(resources(arn)).containsExactly('"' + arn + '"');
    }

    @Test
    void aSecretThatStandsThereItselfIsNotRepeated() {
        assertThatThrownBy(() -> new SecretOrigin("hunter2!"))
                .isInstanceOf(ActionableException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:s3:::bucket/key",
                "hunter2!",
                "arn:aws:secretsmanager:eu-west-1:1:secret:db",
                "${KEY}"
            })
    void somethingElseIsRefused(String valueFrom) {
        assertThatThrownBy(() -> new SecretOrigin(valueFrom))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("<containerSecrets>");
    }
}
