package dev.becas.gputrainer.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Examples that a model of a few weights learns in a few steps.
public final class MarkedExamples {
    private MarkedExamples() {}

    /// Noise, then a mark of 1 or 2, then what the mark says: 8 or 9, or with `shift` 1 the other way round.
    public static List<Example> of(long seed, int count, int shift) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = 4 + random.nextInt(4);
            int[] ids = random.ints(length, 3, 8).toArray();
            int mark = random.nextInt(2);
            ids[length - 2] = 1 + mark;
            ids[length - 1] = 8 + (mark + shift) % 2;
            examples.add(new Example(ids, length - 1));
        }
        return examples;
    }
}
