package io.github.ecsmaven.ecs;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where to look for those who need images.
 *
 * @param clusters names or ARNs of clusters; {@link #EVERY_CLUSTER} stands for all of the account in the region
 * @param services services whose old revisions are kept; their clusters are looked at as well
 * @param keepRevisions how many of the newest revisions of their task definitions stay; absent where none is deregistered, so that
 *     none is kept on purpose
 */
public record ImageSearch(List<String> clusters, List<ServiceReference> services, OptionalInt keepRevisions) {
    /** Stands for all clusters. */
    public static final String EVERY_CLUSTER = "*";

    public ImageSearch {
        clusters = List.copyOf(clusters);
        services = List.copyOf(services);
    }

    /** Whether there is nowhere to look. */
    public boolean isEmpty() {
        return clusters.isEmpty() && services.isEmpty();
    }

    /** The names of all clusters that are looked at; {@link #EVERY_CLUSTER} among them for all. */
    public Set<String> clusterNames() {
        Set<String> names = new LinkedHashSet<>();
        named().forEach(cluster -> names.add(nameOf(cluster)));
        if (isEverywhere()) {
            names.add(EVERY_CLUSTER);
        }
        return names;
    }

    boolean isEverywhere() {
        return clusters.contains(EVERY_CLUSTER);
    }

    /** Each cluster once, in the words of its first mention. */
    List<String> named() {
        Map<String, String> byName = new LinkedHashMap<>();
        services.forEach(service -> byName.putIfAbsent(service.clusterName(), service.cluster()));
        clusters.stream()
                .filter(cluster -> !cluster.equals(EVERY_CLUSTER))
                .forEach(cluster -> byName.putIfAbsent(nameOf(cluster), cluster));
        return List.copyOf(byName.values());
    }

    static String nameOf(String cluster) {
        return cluster.substring(cluster.lastIndexOf('/') + 1);
    }

    boolean keepsRevisionsOf(String cluster, String service) {
        return keepRevisions.isPresent()
                && services.stream()
                        .anyMatch(one -> one.clusterName().equals(nameOf(cluster))
                                && one.serviceName().equals(service));
    }
}
