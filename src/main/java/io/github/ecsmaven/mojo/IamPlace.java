package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.aws.CallerIdentity;
import io.github.ecsmaven.aws.Partitions;
import io.github.ecsmaven.ecs.AwsAccount;
import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.release.PermissionGap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Where the resources of a policy are, as far as that can be known.
 *
 * @param home account and region
 * @param asksAws whether AWS may be asked for more
 * @param gaps what is not known
 */
record IamPlace(Place home, boolean asksAws, List<PermissionGap> gaps) {
    private static final String COMMERCIAL = "aws";
    private static final Pattern OF_AN_ACCOUNT = Pattern.compile("arn:[^:]+:[^:]+:[^:]*:[0-9]{12}:.+");
    private static final String OFFLINE = "Maven is offline";

    /**
     * @param account the account, when the user names it; then nothing is asked
     * @param names what may be ARNs of the account
     */
    static IamPlace of(
            AwsSettings settings,
            Optional<String> account,
            List<String> names,
            boolean offline,
            Supplier<AwsAccess> aws) {
        account.ifPresent(IamPlace::requireAccount);
        List<PermissionGap> gaps = new ArrayList<>();
        String region = region(settings, aws, gaps);
        Optional<AwsAccount> named = names.stream()
                .filter(name -> OF_AN_ACCOUNT.matcher(name).matches())
                .map(AwsAccount::ofArn)
                .findFirst();
        Optional<AwsAccount> known =
                account.map(id -> new AwsAccount("", region, id)).or(() -> named);
        Optional<AwsAccount> found = known.isPresent() ? known : asked(aws, offline, gaps);
        String partition = region.equals(Place.ANY)
                ? named.or(() -> found)
                        .map(AwsAccount::partition)
                        .filter(it -> !it.isEmpty())
                        .orElse(COMMERCIAL)
                : Partitions.of(region);
        Place home = new Place(partition, region, found.map(AwsAccount::id).orElse(Place.ANY));
        return new IamPlace(home, account.isEmpty() && !offline, gaps);
    }

    private static void requireAccount(String account) {
        if (!account.matches("[0-9]{12}")) {
            throw new ActionableException(
                    "<iamPolicyAccount> is '" + account + "', and an account of AWS has twelve digits.",
                    "Correct <iamPolicyAccount> (-Decs.iamPolicyAccount), or leave it out for the account of the"
                            + " credentials.");
        }
    }

    private static String region(AwsSettings settings, Supplier<AwsAccess> aws, List<PermissionGap> gaps) {
        try {
            return settings.region().orElseGet(() -> aws.get().region());
        } catch (ActionableException e) {
            gaps.add(new PermissionGap.Region(e.problem()));
            return Place.ANY;
        }
    }

    private static Optional<AwsAccount> asked(Supplier<AwsAccess> aws, boolean offline, List<PermissionGap> gaps) {
        if (offline) {
            gaps.add(new PermissionGap.Account(OFFLINE + "."));
            return Optional.empty();
        }
        try {
            CallerIdentity identity = aws.get().identity();
            return Optional.of(new AwsAccount(AwsAccount.ofArn(identity.arn()).partition(), "", identity.account()));
        } catch (ActionableException e) {
            gaps.add(new PermissionGap.Account(e.problem()));
            return Optional.empty();
        }
    }
}
