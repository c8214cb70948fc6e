package io.github.ecsmaven.aws;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Where a service is that has no SDK client here: the endpoint that is set for all services, else the region's. */
final class QueryEndpoint {
    private QueryEndpoint() {}

    static URI of(String service, String region, AwsSettings settings) {
        return of(service, region, settings, System::getenv);
    }

    static URI of(String service, String region, AwsSettings settings, Function<String, @Nullable String> environment) {
        return settings.endpoint()
                .or(() -> variable(environment.apply("AWS_ENDPOINT_URL")))
                .orElseGet(() -> URI.create("https://" + service + "." + region + "."
                        + PartitionMetadata.of(Region.of(region)).dnsSuffix()));
    }

    private static Optional<URI> variable(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank()).map(URI::create);
    }
}
