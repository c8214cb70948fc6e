package io.github.ecsmaven.buildkit.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code moby.buildkit.v1.ListWorkersResponse}.
 *
 * @param workers what can run builds; the first one does
 */
public record Workers(List<Worker> workers) {

    /**
     * {@code moby.buildkit.v1.WorkerRecord}.
     *
     * @param id what identifies it
     * @param labels what it says of itself, such as {@code org.mobyproject.buildkit.worker.executor}
     * @param platforms what it can build for, as {@code os/architecture[/variant]}, its own first
     */
    public record Worker(String id, Map<String, String> labels, List<String> platforms) {}

    public static Workers read(ProtoReader in) {
        List<Worker> workers = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                workers.add(readWorker(in.message()));
            } else {
                in.skip();
            }
        }
        return new Workers(workers);
    }

    private static Worker readWorker(ProtoReader in) {
        String id = "";
        Map<String, String> labels = new LinkedHashMap<>();
        List<String> platforms = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> id = in.text();
                case 2 -> in.entry(labels);
                case 3 -> platforms.add(readPlatform(in.message()));
                default -> in.skip();
            }
        }
        return new Worker(id, labels, platforms);
    }

    /** {@code pb.Platform}. */
    private static String readPlatform(ProtoReader in) {
        String architecture = "";
        String os = "";
        String variant = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> architecture = in.text();
                case 2 -> os = in.text();
                case 3 -> variant = in.text();
                default -> in.skip();
            }
        }
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
