package io.github.ecsmaven.faults;

import io.github.ecsmaven.sandbox.Faults.Effect;
import io.github.ecsmaven.sandbox.Gate;
import java.time.Duration;

/** What goes wrong, and how it is taken back. */
sealed interface Fault {
    int FOR_EVER = Integer.MAX_VALUE;

    /** Before the run. */
    void strike(World world) throws Exception;

    /** The goals, whatever is done to them. */
    default Outcome run(World world) throws Exception {
        return Outcome.of(world.run().deploy());
    }

    /** After it. */
    default void lift(World world) throws Exception {
        world.sandbox.faults().clear();
    }

    /** Calls, or steps of a push, that suffer an effect. */
    record OfCalls(String operations, int times, Effect effect) implements Fault {
        @Override
        public void strike(World world) {
            world.sandbox.faults().add(operations, times, effect);
        }
    }

    /** Calls, or steps of a push, that are never answered. */
    record NoAnswer(String operations, Gate gate) implements Fault {
        static NoAnswer of(String operations) {
            return new NoAnswer(operations, new Gate());
        }

        @Override
        public void strike(World world) {
            world.beImpatient();
            world.sandbox.faults().add(operations, FOR_EVER, new Effect.Stall(gate, false));
        }

        @Override
        public void lift(World world) {
            world.sandbox.faults().clear();
            gate.open();
        }
    }

    /** AWS's clock, or this machine's, is off. */
    record ClockSkew(Duration by) implements Fault {
        @Override
        public void strike(World world) {
            world.clockOfAws.shift(by);
        }

        /** In a process of its own, for the SDK keeps what it has learnt of the clock for all clients of a JVM. */
        @Override
        public Outcome run(World world) throws Exception {
            try (MavenProcess maven = MavenProcess.start(world)) {
                return maven.untilItsEnd();
            }
        }

        @Override
        public void lift(World world) {
            world.clockOfAws.shift(Duration.ZERO);
        }
    }

    /** Anything that is done before the run and undone after it. */
    record OfSurroundings(Step before, Step after) implements Fault {
        static OfSurroundings of(Step before) {
            return new OfSurroundings(before, world -> {});
        }

        @Override
        public void strike(World world) throws Exception {
            before.in(world);
        }

        @Override
        public void lift(World world) throws Exception {
            world.sandbox.faults().clear();
            after.in(world);
        }
    }

    /** A run that is looked at or disturbed. */
    record OfRun(Play play, Step after) implements Fault {
        @Override
        public void strike(World world) {}

        @Override
        public Outcome run(World world) throws Exception {
            return play.in(world);
        }

        @Override
        public void lift(World world) throws Exception {
            world.sandbox.faults().clear();
            after.in(world);
        }
    }

    /** How a run goes. */
    @FunctionalInterface
    interface Play {
        Outcome in(World world) throws Exception;
    }

    /** Something that is done to a world. */
    @FunctionalInterface
    interface Step {
        void in(World world) throws Exception;
    }
}
