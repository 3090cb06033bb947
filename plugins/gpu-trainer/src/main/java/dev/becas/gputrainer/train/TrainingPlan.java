package dev.becas.gputrainer.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Which examples each step sees, fixed before the first: a place in a run is a step's number and nothing else.
///
/// Every epoch has an order of its own, drawn from the seed. A step never reaches into the next epoch.
public final class TrainingPlan {
    private final List<Example> examples;
    private final List<List<List<Integer>>> steps = new ArrayList<>(); // steps -> micro-batches -> examples
    private final int tokensAtOnce;

    /// @param examples what there is to learn, at least one
    public TrainingPlan(List<Example> examples, TrainSettings settings) {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("a run needs at least 1 example but has none");
        }
        this.examples = List.copyOf(examples);
        int longest = examples.stream()
                .mapToInt(example -> example.ids().length)
                .max()
                .orElseThrow();
        this.tokensAtOnce = Math.multiplyExact(longest, settings.batchSize());
        for (int epoch = 0; epoch < settings.epochs() && steps.size() < settings.maxSteps(); epoch++) {
            List<List<Integer>> batches = batches(order(settings.seed(), epoch), settings);
            for (int i = 0; i < batches.size(); i += settings.gradientAccumulation()) {
                steps.add(batches.subList(i, Math.min(i + settings.gradientAccumulation(), batches.size())));
            }
        }
        if (steps.size() > settings.maxSteps()) {
            steps.subList(settings.maxSteps(), steps.size()).clear();
        }
    }

    /// How many steps there are.
    public int steps() {
        return steps.size();
    }

    /// What a step sees, from 0.
    public List<MicroBatch> step(int step) {
        return step(step, Integer.MAX_VALUE);
    }

    /// The same, in micro-batches of at most so many examples.
    List<MicroBatch> step(int step, int examplesMax) {
        List<MicroBatch> batches = new ArrayList<>();
        for (List<Integer> batch : steps.get(step)) {
            for (int from = 0; from < batch.size(); from += Math.min(examplesMax, batch.size() - from)) {
                List<Integer> part = batch.subList(from, from + Math.min(examplesMax, batch.size() - from));
                batches.add(MicroBatch.of(part.stream().map(examples::get).toList()));
            }
        }
        return batches;
    }

    /// Examples that the first so many steps see, each as often as it is seen.
    long examplesBefore(int step) {
        return steps.subList(0, step).stream()
                .flatMap(List::stream)
                .mapToLong(List::size)
                .sum();
    }

    private List<Integer> order(long seed, int epoch) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed * 31 + epoch));
        return order;
    }

    private List<List<Integer>> batches(List<Integer> order, TrainSettings settings) {
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        int tokens = 0;
        for (int example : order) {
            int length = examples.get(example).ids().length;
            boolean full = settings.packing() ? tokens + length > tokensAtOnce : batch.size() == settings.batchSize();
            if (full && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                tokens = 0;
            }
            batch.add(example);
            tokens += length;
        }
        batches.add(batch);
        return batches;
    }
}
