package io.github.ecsmaven.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.ActionableException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The few reads of services that have no SDK client here, with the SDK's own signer, HTTP client, endpoints and retries. It sends nothing
 * that changes anything. Safe for use by several threads.
 */
public final class AwsReads {
    private final AwsSettings settings;
    private final Supplier<String> region;
    private final Supplier<SdkHttpClient> http;
    private final Supplier<AwsCredentialsIdentity> identity;
    private final Retries retries;

    AwsReads(
            AwsSettings settings,
            Supplier<String> region,
            Supplier<SdkHttpClient> http,
            Supplier<AwsCredentialsIdentity> identity,
            Retries retries) {
        this.settings = settings;
        this.region = region;
        this.http = http;
        this.identity = identity;
        this.retries = retries;
    }

    /**
     * Asks a service of the query protocol in the session's region.
     *
     * @param action such as {@code GetRole}
     * @param parameters those of the form, without {@code Action} and {@code Version}
     * @throws SdkException when the service refuses, cannot be reached or answers something else
     * @throws ActionableException when no region or no credentials are known
     * @throws IllegalArgumentException when the action is no read
     */
    public QueryAnswer query(AwsApi api, String action, Map<String, String> parameters) {
        requireRead(action);
        Map<String, String> form = new HashMap<>(parameters);
        form.put("Action", action);
        form.put("Version", api.versionOrTarget());
        String home = region.get();
        String signingRegion = api.isOneForAPartition() ? QueryEndpoint.signingRegion(api.host(), home) : home;
        URI endpoint = QueryEndpoint.of(api.host(), home, settings);
        return retried(() -> QueryAnswer.of(
                new SignedQuery(http.get()).call(endpoint, api.host(), signingRegion, identity.get(), form)));
    }

    /**
     * All that a description of Amazon EC2 lists, page by page.
     *
     * @param action such as {@code DescribeSubnets}
     * @param list the list in its answer, such as {@code subnetSet}
     * @param filters values by the names of filters
     * @throws SdkException when the service refuses, cannot be reached or answers something else
     * @throws ActionableException when no region or no credentials are known
     */
    public List<QueryAnswer> describeAll(String action, String list, Map<String, List<String>> filters) {
        Map<String, String> request = filterParameters(filters);
        List<QueryAnswer> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            next.ifPresent(token -> request.put("NextToken", token));
            QueryAnswer page = query(AwsApi.EC2, action, request);
            all.addAll(page.list(list));
            next = page.own("nextToken");
        } while (next.isPresent());
        return all;
    }

    private static Map<String, String> filterParameters(Map<String, List<String>> filters) {
        Map<String, String> parameters = new HashMap<>();
        int number = 0;
        for (Map.Entry<String, List<String>> filter : new TreeMap<>(filters).entrySet()) {
            String place = "Filter." + ++number;
            parameters.put(place + ".Name", filter.getKey());
            for (int i = 0; i < filter.getValue().size(); i++) {
                parameters.put(place + ".Value." + (i + 1), filter.getValue().get(i));
            }
        }
        return parameters;
    }

    /**
     * Asks a service of the JSON protocol.
     *
     * @param in region, which need not be the session's
     * @param operation such as {@code DescribeSecret}
     * @param members texts, flags and lists of texts by name
     * @throws SdkException when the service refuses, cannot be reached or answers something else
     * @throws ActionableException when no credentials are known
     * @throws IllegalArgumentException when the operation is no read
     */
    public JsonNode json(AwsApi api, String in, String operation, Map<String, ?> members) {
        requireRead(operation);
        URI endpoint = QueryEndpoint.of(api.host(), in, settings);
        String target = api.versionOrTarget() + "." + operation;
        return retried(
                () -> new SignedJson(http.get()).call(endpoint, api.host(), in, identity.get(), target, members));
    }

    /** The session's region. */
    public String region() {
        return region.get();
    }

    private <T> T retried(Supplier<T> attempt) {
        return retries.call(attempt);
    }

    private static void requireRead(String action) {
        if (List.of("Get", "Describe").stream().noneMatch(action::startsWith)) {
            throw new IllegalArgumentException("not a read: " + action);
        }
    }

    /** Whether a service refused with one of these codes. */
    public static boolean isRefusedWith(SdkException e, String... codes) {
        return e instanceof AwsServiceException refusal && List.of(codes).contains(AwsFailures.code(refusal));
    }
}
