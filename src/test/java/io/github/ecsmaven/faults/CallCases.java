package io.github.ecsmaven.faults;

import io.github.ecsmaven.mojo.ModuleRun.Said;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Faults.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every call of the goals to an API of AWS, and what may become of it. */
final class CallCases {
    private static final Map<String, String> CHAPTERS =
            Map.of("ecr", "Amazon ECR", "ecs", "Amazon ECS", "cloudformation", "AWS CloudFormation");
    private static final Effect THROTTLE = new Effect.Fail(AwsError.badRequest("ThrottlingException", "Rate exceeded"));
    private static final Effect FAIL = new Effect.Fail(new AwsError(500, "ServerException", "Internal server error"));
    private static final Effect GARBLE = new Effect.Garble("<html>Bad gateway</html>");
    private static final Effect UNAVAILABLE =
            new Effect.Fail(new AwsError(503, "ServiceUnavailable", "Service Unavailable"));
    private static final Effect EXPIRED = new Effect.Fail(
            AwsError.badRequest("ExpiredTokenException", "The security token included in the request is expired"));

    private CallCases() {}

    /** Whatever a run without further faults calls, with everything that may happen to a call. */
    static List<FaultCase> all(Path directory) throws Exception {
        List<FaultCase> cases = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Scene scene : Scene.values()) {
            Set<String> calls = calls(scene, directory.resolve("calls-" + scene));
            cases.addAll(passing(scene, calls));
            for (String call : calls) {
                if (seen.add(call)) {
                    effects(call)
                            .forEach((words, fault) -> cases.add(new FaultCase(
                                    CHAPTERS.get(call.substring(0, call.indexOf(':'))),
                                    words,
                                    List.of(call),
                                    scene,
                                    fault)));
                }
            }
        }
        return cases;
    }

    /** What passes, at every call of a run. */
    private static List<FaultCase> passing(Scene scene, Set<String> calls) {
        Map<String, Effect> effects = new TreeMap<>();
        effects.put("throttled once", THROTTLE);
        effects.put("answers 503 once", UNAVAILABLE);
        effects.put("connection reset once", new Effect.Reset());
        effects.put("answer cut off once", new Effect.Truncate());
        return effects.entrySet().stream()
                .map(effect -> new FaultCase(
                        "AWS, at every call",
                        effect.getKey() + scene.addition(),
                        scene,
                        Fault.OfSurroundings.of(world ->
                                calls.forEach(call -> world.sandbox.faults().add(call, 1, effect.getValue())))))
                .toList();
    }

    private static Set<String> calls(Scene scene, Path directory) throws Exception {
        try (World world = new World(scene, directory)) {
            world.sandbox.requestLog().clear();
            Said said = world.run().deploy();
            if (said.isSuccess() == (scene == Scene.FAILING)) {
                throw new AssertionError("without a fault: " + said);
            }
            Set<String> calls = new TreeSet<>(world.sandbox.requestLog().operations());
            calls.removeIf(call -> !CHAPTERS.containsKey(call.replaceFirst(":.*", "")));
            return calls;
        }
    }

    private static Map<String, Fault> effects(String call) {
        Map<String, Fault> effects = new TreeMap<>();
        effects.put("throttled for ever", new Fault.OfCalls(call, Fault.FOR_EVER, THROTTLE));
        effects.put("answers 500 for ever", new Fault.OfCalls(call, Fault.FOR_EVER, FAIL));
        effects.put("connection reset for ever", new Fault.OfCalls(call, Fault.FOR_EVER, new Effect.Reset()));
        effects.put("never answers", Fault.NoAnswer.of(call));
        effects.put("answers something else for ever", new Fault.OfCalls(call, Fault.FOR_EVER, GARBLE));
        effects.put("answer cut off for ever", new Fault.OfCalls(call, Fault.FOR_EVER, new Effect.Truncate()));
        effects.put("answer lost once", new Fault.OfCalls(call, 1, new Effect.LoseAnswer()));
        effects.put("credentials expire there", new Fault.OfCalls(call, Fault.FOR_EVER, EXPIRED));
        return effects;
    }
}
