package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class SignedQueryTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final SdkHttpClient http = HttpClients.create(Optional.empty(), AwsPatience.USUAL.read());

    @AfterEach
    void close() {
        http.close();
        sandbox.close();
    }

    private Document call(String action, Map<String, String> parameters) {
        return call(sandbox.endpoint(), "elasticloadbalancing", SdkClients.user(Identities.CI), action, parameters);
    }

    private Document call(
            URI endpoint, String service, AwsCredentials caller, String action, Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(parameters);
        form.put("Action", action);
        form.put("Version", "2015-12-01");
        return new SignedQuery(http).call(endpoint, service, "eu-west-1", caller, form);
    }

    @Test
    void readsTheAnswerWhateverItsNamespace() {
        sandbox.elb().seedLoadBalancer("shop", "application", "internal");

        Document answer = call("DescribeLoadBalancers", Map.of("Names.member.1", "shop"));
        assertThat(SignedQuery.first(answer, "Scheme")).contains("internal");
        assertThat(SignedQuery.first(answer, "NoSuchElement")).isEmpty();
    }

    @Test
    void sendsEveryCharacterAsItIs() {
        assertThatThrownBy(() -> call("DescribeLoadBalancers", Map.of("Names.member.1", "a&b=c +%41é'")))
                .hasMessageContaining("Load balancers '[a&b=c +%41é']' not found");
    }

    @Test
    void bringsSessionsTheirToken() {
        try (StsClient sts = SdkClients.sts(sandbox, SdkClients.user(Identities.CI))) {
            Credentials session = sts.assumeRole(r ->
                            r.roleArn("arn:aws:iam::123456789012:role/deployer").roleSessionName("build"))
                    .credentials();
            AwsCredentials caller = AwsSessionCredentials.create(
                    session.accessKeyId(), session.secretAccessKey(), session.sessionToken());

            assertThat(call(sandbox.endpoint(), "elasticloadbalancing", caller, "DescribeLoadBalancers", Map.of()))
                    .isNotNull();
        }
    }

    @Test
    void tellsARefusalInTheServicesWords() {
        assertThatThrownBy(() -> call(
                        sandbox.endpoint(),
                        "elasticloadbalancing",
                        SdkClients.user(Identities.NOBODY),
                        "DescribeLoadBalancers",
                        Map.of()))
                .isInstanceOfSatisfying(AwsServiceException.class, refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(403);
                    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                    assertThat(refusal.awsErrorDetails().errorMessage())
                            .isEqualTo("User: arn:aws:iam::123456789012:user/nobody is not authorized to perform:"
                                    + " elasticloadbalancing:DescribeLoadBalancers because no identity-based policy"
                                    + " allows the elasticloadbalancing:DescribeLoadBalancers action");
                });
    }

    @Test
    void signsForTheServiceThatItIsTold() {
        assertThatThrownBy(() -> call(
                        sandbox.endpoint(), "ecs", SdkClients.user(Identities.CI), "DescribeLoadBalancers", Map.of()))
                .hasMessageContaining("Credential should be scoped to correct service: 'elasticloadbalancing'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>Welcome to Wi-Fi", "", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hosts'>]><a>&e;</a>"})
    void takesNothingButXmlWithoutDoctype(String body) throws IOException {
        try (AwsStandIn other = new AwsStandIn()) {
            other.next.add(AwsStandIn.xml(body));
            assertThatThrownBy(() -> call(
                            other.uri(),
                            "elasticloadbalancing",
                            SdkClients.user(Identities.CI),
                            "DescribeLoadBalancers",
                            Map.of()))
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("the answer is not XML");
        }
    }
}
