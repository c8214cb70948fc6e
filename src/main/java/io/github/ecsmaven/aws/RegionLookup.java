package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Finds the region in the order of the SDK's default chain, and after {@code AWS_REGION} also in {@code AWS_DEFAULT_REGION}: the AWS
 * CLI reads it, so pipelines set it, but the Java SDK does not.
 */
final class RegionLookup {
    private final Optional<String> profile;
    private final List<AwsRegionProvider> providers;

    RegionLookup(Optional<String> profile) {
        this(profile, chain(profile));
    }

    RegionLookup(Optional<String> profile, List<AwsRegionProvider> providers) {
        this.profile = profile;
        this.providers = providers;
    }

    String region() {
        return providers.stream()
                .map(RegionLookup::ask)
                .flatMap(Optional::stream)
                .map(Region::id)
                .findFirst()
                .orElseThrow(this::unknown);
    }

    private static List<AwsRegionProvider> chain(Optional<String> profile) {
        return List.of(
                new SystemSettingsRegionProvider(),
                RegionLookup::defaultRegionOfTheCli,
                new AwsProfileRegionProvider(null, profile.orElse(null)),
                new InstanceProfileRegionProvider());
    }

    private static @Nullable Region defaultRegionOfTheCli() {
        String region = System.getenv("AWS_DEFAULT_REGION");
        return region == null || region.isBlank() ? null : Region.of(region.trim());
    }

    // A provider that knows nothing answers null or throws, depending on the provider.
    private static Optional<Region> ask(AwsRegionProvider provider) {
        try {
            return Optional.ofNullable(provider.getRegion());
        } catch (SdkException nothingHere) {
            return Optional.empty();
        }
    }

    private ActionableException unknown() {
        return new ActionableException(
                "No AWS region is known"
                        + profile.map(name -> ": profile '" + name + "' names none")
                                .orElse("") + ".",
                "Set <region>eu-west-1</region> in the plugin's configuration, -Decs.region=eu-west-1, the environment"
                        + " variable AWS_REGION, or 'region' in the profile (aws configure set region eu-west-1).");
    }
}
