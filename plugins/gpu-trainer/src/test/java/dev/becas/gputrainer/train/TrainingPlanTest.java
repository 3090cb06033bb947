package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {
    @Test
    void everyEpochSeesEachExampleOnceAndInAnOrderOfItsOwn() {
        TrainingPlan plan = new TrainingPlan(examples(40), settings(4, 1, 2, 1000, false));
        assertEquals(20, plan.steps());
        List<Integer> first = seen(plan, 0, 10);
        List<Integer> second = seen(plan, 10, 20);
        assertNotEquals(first, second);
        assertEquals(numbers(40), sorted(first));
        assertEquals(numbers(40), sorted(second));
    }

    @Test
    void packingFillsABatchUpToTheTokensOfItsLongestExamples() {
        TrainingPlan plan = new TrainingPlan(examples(40), settings(4, 1, 1, 1000, true));
        int longest = 2 + 40 % 7;
        assertTrue(plan.steps() < 10, "fewer batches than without: " + plan.steps());
        assertEquals(numbers(40), sorted(seen(plan, 0, plan.steps())));
        for (int step = 0; step < plan.steps(); step++) {
            assertTrue(plan.step(step).getFirst().sequences().tokens() <= 4 * Math.max(longest, 8));
        }
    }

    @Test
    void aStepAccumulatesItsMicroBatchesAndTheLastOfAnEpochIsShort() {
        TrainingPlan plan = new TrainingPlan(examples(10), settings(2, 3, 2, 1000, false));
        assertEquals(4, plan.steps());
        assertEquals(List.of(3, 2, 3, 2), List.of(size(plan, 0), size(plan, 1), size(plan, 2), size(plan, 3)));
    }

    @Test
    void aRunNeverHasMoreStepsThanAsked() {
        assertEquals(3, new TrainingPlan(examples(40), settings(4, 1, 5, 3, false)).steps());
    }

    @Test
    void theSameSeedIsTheSameOrder() {
        TrainSettings settings = settings(4, 1, 2, 1000, true);
        TrainingPlan one = new TrainingPlan(examples(40), settings);
        TrainingPlan two = new TrainingPlan(examples(40), settings);
        assertEquals(seen(one, 0, one.steps()), seen(two, 0, two.steps()));
    }

    @Test
    void noExamplesAreNoRun() {
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(List.of(), settings(4, 1, 1, 1, true)));
    }

    private static int size(TrainingPlan plan, int step) {
        return plan.step(step).size();
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static List<Integer> sorted(List<Integer> list) {
        List<Integer> copy = new ArrayList<>(list);
        Collections.sort(copy);
        return copy;
    }

    /// The numbers of the examples in the order seen: an example's answer is its number.
    private static List<Integer> seen(TrainingPlan plan, int from, int to) {
        List<Integer> seen = new ArrayList<>();
        for (int step = from; step < to; step++) {
            plan.step(step).forEach(batch -> Arrays.stream(batch.targets()).forEach(seen::add));
        }
        return seen;
    }

    /// Two to eight tokens each; only the last one is the answer.
    private static List<Example> examples(int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] ids = new int[2 + i % 7];
            ids[ids.length - 1] = i;
            examples.add(new Example(ids, ids.length - 1));
        }
        return examples;
    }

    private static TrainSettings settings(int batch, int accumulation, int epochs, int maxSteps, boolean packing) {
        TrainSettings base = TrainSettings.LORA;
        return new TrainSettings(
                base.learningRate(),
                batch,
                accumulation,
                1,
                0,
                0,
                maxSteps,
                epochs,
                Schedule.CONSTANT,
                4,
                Checkpointing.NONE,
                packing,
                10,
                1,
                10,
                base.precision());
    }
}
