package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about AWS. All of it may be empty: then the AWS SDK's own chains decide.
 *
 * @param region region, such as {@code eu-west-1}
 * @param profile profile of the shared {@code config} and {@code credentials} files
 * @param roleArn role to assume with the credentials that are found
 * @param endpoint endpoint of every AWS service, for stand-ins; else {@code AWS_ENDPOINT_URL} and the like count
 * @param proxy proxy for calls to AWS; else the JVM's and the environment's count
 */
public record AwsSettings(
        Optional<String> region,
        Optional<String> profile,
        Optional<String> roleArn,
        Optional<URI> endpoint,
        Optional<HttpProxy> proxy) {
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(?:-[a-z0-9]+)+");
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+");

    /** @throws ActionableException when region, role or endpoint cannot be one */
    public AwsSettings {
        region.ifPresent(AwsSettings::requireRegion);
        roleArn.ifPresent(AwsSettings::requireRole);
        endpoint.ifPresent(AwsSettings::requireHttp);
    }

    /** By hand, as is {@link #hashCode}: a key of every run, and what the JDK makes for a record takes longest the first time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AwsSettings settings
                && region.equals(settings.region)
                && profile.equals(settings.profile)
                && roleArn.equals(settings.roleArn)
                && endpoint.equals(settings.endpoint)
                && proxy.equals(settings.proxy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(region, profile, roleArn, endpoint, proxy);
    }

    /** Nothing said: everything as the AWS SDK finds it. */
    public static AwsSettings none() {
        return new AwsSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Whether all calls go to a stand-in without TLS, and no proxy is between.
     *
     * @param environment variables of this process
     */
    boolean isUnencrypted(Map<String, String> environment) {
        boolean proxied = proxy.isPresent()
                || environment.keySet().stream()
                        .anyMatch(name -> name.equalsIgnoreCase("HTTP_PROXY") || name.equalsIgnoreCase("HTTPS_PROXY"));
        return !proxied
                && endpoint.map(URI::toString)
                        .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
                        .filter(url -> url.startsWith("http://"))
                        .isPresent();
    }

    static String requireRegion(String region) {
        if (!REGION.matcher(region).matches()) {
            throw new ActionableException(
                    "'" + region + "' is not an AWS region.",
                    "Set <region> or -Decs.region to a region's code, such as eu-west-1 (aws ec2 describe-regions"
                            + " --all-regions lists them).");
        }
        return region;
    }

    private static void requireRole(String role) {
        if (!ROLE.matcher(role).matches()) {
            throw new ActionableException(
                    "'" + role + "' is not the ARN of an IAM role.",
                    "Set <roleArn> or -Decs.roleArn to the whole ARN, such as"
                            + " arn:aws:iam::123456789012:role/deployer.");
        }
    }

    private static void requireHttp(URI endpoint) {
        boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        if (!http || endpoint.getHost() == null) {
            throw new ActionableException(
                    "'" + endpoint + "' is not an endpoint that AWS calls can go to.",
                    "Set <endpoint> or -Decs.endpoint to a URL with scheme and host, such as http://127.0.0.1:4566.");
        }
    }
}
