package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ecs.DeploymentSettings.OnTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What ECS shows and when, and what has to come of it. */
final class Timeline {
    final String name;
    final List<Consumer<FakeEcs>> script = new ArrayList<>();
    final List<String> words = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final List<String> absentWords = new ArrayList<>();
    DeploymentStatus ends = DeploymentStatus.SUCCEEDED;
    Duration latest = Duration.ofHours(3);
    String image = DeploymentScenario.TWO;
    String mustCall = "DescribeServices";
    String mustNotCall = "StopServiceDeployment";
    DeploymentSettings settings = settings(1800, OnTimeout.FAIL);

    private Timeline(String name) {
        this.name = name;
    }

    static Timeline of(String name) {
        return new Timeline(name);
    }

    static DeploymentSettings settings(int seconds, OnTimeout onTimeout) {
        return new DeploymentSettings(
                OptionalInt.empty(), false, Duration.ofSeconds(seconds), onTimeout, 30, Optional.empty());
    }

    /** How the world is before the deployment. */
    Timeline given(Consumer<FakeEcs> state) {
        script.add(state);
        return this;
    }

    /** What happens so many seconds after the start. */
    Timeline at(int seconds, Consumer<FakeEcs> happening) {
        script.add(ecs -> ecs.after(seconds, () -> happening.accept(ecs)));
        return this;
    }

    Timeline with(DeploymentSettings other) {
        settings = other;
        return this;
    }

    Timeline deploying(String other) {
        image = other;
        return this;
    }

    /** The verdict, and words of the report. */
    Timeline ends(DeploymentStatus status, String... inReport) {
        ends = status;
        words.addAll(List.of(inReport));
        return this;
    }

    Timeline without(String... inReport) {
        absentWords.addAll(List.of(inReport));
        return this;
    }

    /** What the listener must have heard. */
    Timeline tells(String... events) {
        heard.addAll(List.of(events));
        return this;
    }

    Timeline within(int seconds) {
        latest = Duration.ofSeconds(seconds);
        return this;
    }

    Timeline calls(String action) {
        mustCall = action;
        if (mustNotCall.equals(action)) {
            mustNotCall = "";
        }
        return this;
    }

    Timeline neverCalls(String action) {
        mustNotCall = action;
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
