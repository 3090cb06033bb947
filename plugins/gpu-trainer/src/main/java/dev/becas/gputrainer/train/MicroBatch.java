package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.Sequences;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/// What goes through the model at once: examples laid one after the other, and which rows are asked what.
///
/// @param sequences all tokens, N of them
/// @param rows positions after which an answer's token comes, S of them, ascending
/// @param targets the token that comes there, S of them
/// @param weights how much each counts, S of them
@SuppressWarnings("ArrayRecordComponent") // Rows by the thousand: boxes would cost more than the care.
public record MicroBatch(Sequences sequences, int[] rows, int[] targets, float[] weights) {
    public MicroBatch {
        rows = rows.clone();
        targets = targets.clone();
        weights = weights.clone();
        if (rows.length != targets.length || rows.length != weights.length) {
            throw new IllegalArgumentException(rows.length + " rows must have as many targets and weights but have "
                    + targets.length + " and " + weights.length);
        }
    }

    /// Lays these examples one after the other, behind what all of them begin with: rows of one task have their
    /// instruction in common, and often little else.
    public static MicroBatch of(List<Example> examples) {
        List<int[]> texts = examples.stream().map(Example::ids).toList();
        int most = examples.stream().mapToInt(Example::answerFrom).min().orElseThrow() - 1;
        Sequences sequences = Sequences.sharing(texts, most);
        int shared = sequences.shared();
        List<Integer> rows = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        FloatBuffer weights = FloatBuffer.allocate(
                examples.stream().mapToInt(example -> example.learned().length).sum());
        int start = 0; // where the text would begin if nothing of it lay elsewhere
        for (Example example : examples) {
            int[] ids = example.ids();
            for (int place : example.learned()) {
                rows.add(start + place - 1);
                targets.add(ids[place]);
            }
            weights.put(example.weights());
            start += ids.length - shared;
        }
        return new MicroBatch(sequences, ints(rows), ints(targets), weights.array());
    }

    /// How many examples lie in it.
    public int examples() {
        return sequences.lengths().length;
    }

    /// What all answer tokens count together: as many as there are, where each counts 1.
    public double weight() {
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
