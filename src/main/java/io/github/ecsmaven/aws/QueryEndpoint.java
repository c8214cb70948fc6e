package io.github.ecsmaven.aws;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.ServicePartitionMetadata;

/** Where a service is that has no SDK client here: found by the rules of the SDK's clients, so that all calls go one way. */
final class QueryEndpoint {
    /** Service to the name that the SDK's settings know it by (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). */
    private static final Map<String, String> SETTING_NAMES = Map.of(
            "elasticloadbalancing", "elastic_load_balancing_v2",
            "monitoring", "cloudwatch",
            "secretsmanager", "secrets_manager");

    private QueryEndpoint() {}

    /**
     * The endpoint that the user sets for all services, else that of {@code AWS_ENDPOINT_URL}, its service-specific form, the system
     * properties and profile settings like it, else the region's.
     *
     * @param service as signatures and host names spell it, such as {@code elasticloadbalancing}
     */
    static URI of(String service, String region, AwsSettings settings) {
        return of(service, service, region, settings);
    }

    /**
     * The same for a service whose hosts have another name.
     *
     * @param prefix of the names of its hosts
     */
    static URI of(String service, String prefix, String region, AwsSettings settings) {
        // What the SDK knows of regions is not looked at before it is needed: it is large.
        return configured(service, settings).orElseGet(() -> AwsClientEndpointProvider.builder()
                .profileFile(ProfileFile::defaultProfileFile)
                .profileName(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow())
                .serviceEndpointPrefix(prefix)
                .defaultProtocol("https")
                .region(regionOf(prefix, region))
                .build()
                .clientEndpoint());
    }

    private static Optional<URI> configured(String service, AwsSettings settings) {
        return settings.endpoint().or(() -> configured(SETTING_NAMES.getOrDefault(service, service)));
    }

    private static Optional<URI> configured(String name) {
        AwsClientEndpointProvider endpoints = AwsClientEndpointProvider.builder()
                .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_" + name.toUpperCase(Locale.ROOT))
                .serviceEndpointOverrideSystemProperty("aws.endpointUrl" + camelCase(name))
                .serviceProfileProperty(name)
                .profileFile(ProfileFile::defaultProfileFile)
                .profileName(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow())
                .build();
        try {
            return Optional.of(endpoints.clientEndpoint());
        } catch (SdkClientException none) {
            return Optional.empty();
        }
    }

    /** The region that a signature names for a service with one endpoint in a partition. It takes a tenth of a second to look it up. */
    static String signingRegion(String service, String region) {
        return ServiceMetadata.of(service)
                .signingRegion(regionOf(service, region))
                .id();
    }

    /** The SDK's name of the partition as a whole, for a service such as IAM that is one for all its regions. */
    private static Region regionOf(String service, String region) {
        String partition = Partitions.of(region);
        return ServiceMetadata.of(service).servicePartitions().stream()
                .filter(one -> one.partition().id().equals(partition))
                .findFirst()
                .flatMap(ServicePartitionMetadata::globalRegion)
                .orElseGet(() -> Region.of(region));
    }

    private static String camelCase(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.split("_")) {
            words.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return words.toString();
    }
}
