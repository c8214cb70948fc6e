package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.NewRevision;
import io.github.ecsmaven.ecs.RevisionRequest;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.Services;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import io.github.ecsmaven.ecs.TaskDefinitions;
import io.github.ecsmaven.image.ImageReference;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;

/** One service that runs {@code shop:12} with two tasks, and what is wanted of it. Whatever else is asked fails. */
final class ShopService implements EcsClient {
    static final ServiceReference REFERENCE = new ServiceReference("prod", "shop");
    static final TaskDefinitionArn SHOP_12 = revision(12);
    static final TaskDefinitionArn SHOP_13 = revision(13);
    static final ImageReference IMAGE =
            ImageReference.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4@sha256:" + "1".repeat(64));

    static TaskDefinitionArn revision(int number) {
        return new TaskDefinitionArn("arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:" + number);
    }

    RunningService running() {
        return new Services(this).describe(REFERENCE);
    }

    NewRevision wanted() {
        TaskDefinitions definitions = new TaskDefinitions(this);
        return definitions.compose(
                definitions.read(new TaskDefinitionSource.RunsNow(), running()),
                new RevisionRequest(Optional.empty(), IMAGE, Map.of(), Map.of()));
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        return DescribeServicesResponse.builder()
                .services(service -> service.serviceName("shop")
                        .serviceArn("arn:aws:ecs:eu-west-1:123456789012:service/prod/shop")
                        .status("ACTIVE")
                        .taskDefinition(SHOP_12.value())
                        .desiredCount(2)
                        .runningCount(2))
                .build();
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(definition -> definition
                        .taskDefinitionArn(SHOP_12.value())
                        .family("shop")
                        .revision(12)
                        .status("ACTIVE")
                        .containerDefinitions(container ->
                                container.name("app").image("shop:1.3").essential(true)))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
