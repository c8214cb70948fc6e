package io.github.ecsmaven.faults;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Faults.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every step of a push, and what may become of it. */
final class RegistryCases {
    private static final String CHAPTER = "The registry, during the push";
    private static final List<String> STEPS =
            List.of("Ping", "HeadBlob", "StartUpload", "UploadChunk", "CompleteUpload", "HeadManifest", "PutManifest");

    private RegistryCases() {}

    static List<FaultCase> all() {
        List<FaultCase> cases = new ArrayList<>();
        for (String step : STEPS) {
            String call = "registry:" + step;
            answers()
                    .forEach((words, answer) -> cases.add(
                            new FaultCase(CHAPTER, words, List.of(call), Scene.SERVICE, forEver(call, answer))));
            cases.add(new FaultCase(CHAPTER, "never answers", List.of(call), Scene.SERVICE, Fault.NoAnswer.of(call)));
            cases.add(new FaultCase(
                    CHAPTER,
                    "answers 503 once",
                    List.of(call),
                    Scene.SERVICE,
                    new Fault.OfCalls(call, 1, failure(503, "UNAVAILABLE", "Service Unavailable"))));
            cases.add(new FaultCase(
                    CHAPTER,
                    "token expires there",
                    List.of(call),
                    Scene.SERVICE,
                    new Fault.OfCalls(call, 1, new Effect.ExpireTokens())));
            cases.add(new FaultCase(
                    CHAPTER,
                    "answer lost once",
                    List.of(call),
                    Scene.SERVICE,
                    new Fault.OfCalls(call, 1, new Effect.LoseAnswer())));
        }
        return cases;
    }

    private static Fault forEver(String call, Effect answer) {
        return Fault.OfSurroundings.of(world -> {
            world.pushOnce();
            world.sandbox.faults().add(call, Fault.FOR_EVER, answer);
        });
    }

    private static Map<String, Effect> answers() {
        Map<String, Effect> answers = new LinkedHashMap<>();
        answers.put("answers 401 for ever", failure(401, "UNAUTHORIZED", "Not Authorized"));
        answers.put("answers 403 for ever", failure(403, "DENIED", "requested access to the resource is denied"));
        answers.put("answers 404 for ever", failure(404, "NAME_UNKNOWN", "repository name not known to registry"));
        answers.put("answers 429 for ever", failure(429, "TOOMANYREQUESTS", "Rate exceeded"));
        answers.put("answers 500 for ever", failure(500, "UNKNOWN", "Internal server error"));
        answers.put("answers 503 for ever", failure(503, "UNAVAILABLE", "Service Unavailable"));
        answers.put("connection reset for ever", new Effect.Reset());
        return answers;
    }

    private static Effect failure(int status, String code, String sentence) {
        return new Effect.Fail(new AwsError(status, code, sentence));
    }
}
