package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.Vpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;

class NetworkRulesTest {
    private static final NetworkConfiguration UNKNOWN_SUBNET = in("subnet-9f9f9f9f", Vpc.SECURITY_GROUP);
    private static final NetworkConfiguration UNKNOWN_GROUP = in(Vpc.SUBNET_A, "sg-9f9f9f9f");

    private static final String NO_SUBNET = "Error retrieving subnet information for [subnet-9f9f9f9f]: The subnet ID"
            + " 'subnet-9f9f9f9f' does not exist (ErrorCode: InvalidSubnetID.NotFound)";
    private static final String NO_GROUP = "Error retrieving security group information for [sg-9f9f9f9f]: The security"
            + " group 'sg-9f9f9f9f' does not exist (ErrorCode: InvalidGroup.NotFound)";

    private final Story story = new Story();

    private static NetworkConfiguration in(String subnet, String securityGroup) {
        AwsVpcConfiguration vpc = AwsVpcConfiguration.builder()
                .subnets(subnet)
                .securityGroups(securityGroup)
                .build();
        return NetworkConfiguration.builder().awsvpcConfiguration(vpc).build();
    }

    @BeforeEach
    void runShop() {
        story.withShop(1);
    }

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void refusesANewServiceInAnUnknownNetwork() {
        refuses(() -> create(UNKNOWN_SUBNET), NO_SUBNET);
        refuses(() -> create(UNKNOWN_GROUP), NO_GROUP);
    }

    private void create(NetworkConfiguration network) {
        story.ecs.createService(r -> r.cluster("prod")
                .serviceName("other")
                .taskDefinition("shop")
                .desiredCount(1)
                .launchType("FARGATE")
                .networkConfiguration(network));
    }

    @Test
    void refusesToMoveAServiceIntoAnUnknownNetwork() {
        String before = story.primary().id();
        refuses(() -> update(UNKNOWN_SUBNET), NO_SUBNET);
        refuses(() -> update(UNKNOWN_GROUP), NO_GROUP);
        assertThat(story.primary().id()).isEqualTo(before);
    }

    private void update(NetworkConfiguration network) {
        story.ecs.updateService(r -> r.cluster("prod").service("shop").networkConfiguration(network));
    }

    @Test
    void refusesATaskInAnUnknownNetwork() {
        refuses(() -> run(UNKNOWN_SUBNET), NO_SUBNET);
        refuses(() -> run(UNKNOWN_GROUP), NO_GROUP);
    }

    private void run(NetworkConfiguration network) {
        story.ecs.runTask(r ->
                r.cluster("prod").taskDefinition("shop").launchType("FARGATE").networkConfiguration(network));
    }

    private static void refuses(Runnable request, String sentence) {
        assertThatThrownBy(request::run)
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(sentence);
    }
}
