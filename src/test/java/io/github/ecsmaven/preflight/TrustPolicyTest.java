package io.github.ecsmaven.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
    private static boolean trusts(String statement) {
        String document = "{\"Version\": \"2012-10-17\", \"Statement\": " + statement + "}";
        return TrustPolicy.parse(
                        URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20"))
                .trusts("ecs-tasks.amazonaws.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Allow', 'Principal': {'Service': 'ecs-tasks.amazonaws.com'}, 'Action': 'sts:AssumeRole'}",
                "[{'Effect': 'Allow', 'Principal': {'Service': ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com']},"
                        + " 'Action': ['sts:TagSession', 'STS:AssumeRole']}]",
                "{'Effect': 'Allow', 'Principal': {'Service': 'ecs-tasks.amazonaws.com'}, 'Action': 'sts:AssumeRole',"
                        + " 'Condition': {'StringEquals': {'aws:SourceAccount': '123456789012'}}}",
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'sts:*'}"
            })
    void trustsEcs(String statement) {
        assertThat(trusts(statement.replace('\'', '"'))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'Effect': 'Allow', 'Principal': {'Service': 'ecs.amazonaws.com'}, 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Deny', 'Principal': {'Service': 'ecs-tasks.amazonaws.com'}, 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Allow', 'Principal': {'Service': 'ecs-tasks.amazonaws.com'}, 'Action': 'sts:TagSession'}",
                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::123456789012:root'}, 'Action': 'sts:AssumeRole'}"
            })
    void doesNotTrust(String statement) {
        assertThat(trusts(statement.replace('\'', '"'))).isFalse();
    }

    @Test
    void whatCannotBeReadIsNoFinding() {
        assertThat(TrustPolicy.parse("%7Bnot json").trusts("ecs-tasks.amazonaws.com"))
                .isTrue();
    }
}
