package io.github.ecsmaven.ecr;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the host of a private registry of Amazon ECR tells about it.
 *
 * @param host the host itself
 * @param registryId account that owns the registry, twelve digits
 * @param region region that the registry is in
 */
public record EcrHost(String host, String registryId, String region) {
    /**
     * Plain, FIPS and dual-stack hosts of all partitions (ECR user guide, "Private registries" and "Making requests over IPv6"; the
     * isolated partitions' suffixes are those of the SDK's partition metadata).
     */
    private static final Pattern FORM = Pattern.compile("(?<account>[0-9]{12})\\.dkr[.-]ecr(?:-fips)?"
            + "\\.(?<region>[a-z0-9]+(?:-[a-z0-9]+)+)"
            + "\\.(?:amazonaws\\.com(?:\\.cn)?|amazonaws\\.eu|on\\.aws|on\\.amazonwebservices\\.com\\.cn"
            + "|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov)");

    private static final Pattern OF_SOME_ACCOUNT = Pattern.compile("[0-9]{12}\\.dkr[.-].*");

    /** Reads a registry host; empty when it is none of a private ECR registry. {@code public.ecr.aws} is none. */
    public static Optional<EcrHost> parse(String host) {
        Matcher matcher = FORM.matcher(host.toLowerCase(Locale.ROOT));
        return matcher.matches()
                ? Optional.of(new EcrHost(host, matcher.group("account"), matcher.group("region")))
                : Optional.empty();
    }

    /** Whether a host means to be one of ECR's although {@link #parse} cannot read it. */
    static boolean looksLike(String host) {
        return OF_SOME_ACCOUNT.matcher(host).matches();
    }
}
