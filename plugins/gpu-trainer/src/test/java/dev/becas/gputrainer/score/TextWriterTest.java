package dev.becas.gputrainer.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.TinyModels;
import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.Sequences;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.score.TextWriter.End;
import dev.becas.gputrainer.score.TextWriter.Written;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextWriterTest {
    private static final int[] PROMPT = {1, 0, 4, 10, 2, 2, 7};
    private static final long NO_HURRY = Long.MAX_VALUE;

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void theLikeliestTokensAreThoseOfAPlainPassOverAllThatCameBefore(Architecture architecture) throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(architecture), Precision.FP32)) {
            Written written = writer(model, Set.of()).write(PROMPT, 12, Sampling.GREEDY, NO_HURRY);
            assertEquals(End.LENGTH, written.end());
            int[] text = PROMPT;
            for (int id : written.ids()) {
                float[] logits = plain(model, text);
                assertEquals(best(logits), id);
                text = IntStream.concat(Arrays.stream(text), IntStream.of(id)).toArray();
            }
            assertEquals(PROMPT.length + 12, text.length);
        }
    }

    @Test
    void itEndsWhereTheModelEndsAndThatTokenIsNoPartOfIt() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32)) {
            int[] all = writer(model, Set.of())
                    .write(PROMPT, 12, Sampling.GREEDY, NO_HURRY)
                    .ids();
            int end = all[5];
            Written ended = writer(model, Set.of(end)).write(PROMPT, 12, Sampling.GREEDY, NO_HURRY);
            assertEquals(End.END, ended.end());
            int first = IntStream.range(0, all.length)
                    .filter(i -> all[i] == end)
                    .findFirst()
                    .orElseThrow();
            assertArrayEquals(Arrays.copyOf(all, first), ended.ids());
        }
    }

    @Test
    void theSameSeedDrawsTheSameTextAndAnotherSeedAnother() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32)) {
            TextWriter writer = writer(model, Set.of());
            int[] one = writer.write(PROMPT, 30, new Sampling(1, 7), NO_HURRY).ids();
            assertArrayEquals(
                    one, writer.write(PROMPT, 30, new Sampling(1, 7), NO_HURRY).ids());
            assertFalse(Arrays.equals(
                    one, writer.write(PROMPT, 30, new Sampling(1, 8), NO_HURRY).ids()));
        }
    }

    @Test
    void tokensAreDrawnAsOftenAsTheModelSays() {
        float[] logits = {(float) Math.log(0.1), (float) Math.log(0.6), (float) Math.log(0.3)};
        SplittableRandom random = new SplittableRandom(1);
        int[] counts = new int[3];
        for (int i = 0; i < 10_000; i++) {
            counts[new Sampling(1, 1).choose(logits, random)]++;
        }
        assertEquals(1_000, counts[0], 150);
        assertEquals(6_000, counts[1], 200);
        // Half the temperature squares the shares: .01, .36, .09 of .46.
        Arrays.fill(counts, 0);
        for (int i = 0; i < 10_000; i++) {
            counts[new Sampling(0.5, 1).choose(logits, random)]++;
        }
        assertEquals(7_826, counts[1], 200);
        assertThrows(IllegalArgumentException.class, () -> new Sampling(2.1, 1));
    }

    @Test
    void noTokenIsBegunAfterTheDeadlineOrAnInterruption() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32)) {
            long[] now = {0};
            TextWriter slow = new TextWriter(model, Set.of(), () -> now[0]++);
            Written late = slow.write(PROMPT, 12, Sampling.GREEDY, 4);
            assertEquals(End.DEADLINE, late.end());
            assertEquals(3, late.ids().length);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> slow.write(PROMPT, 12, Sampling.GREEDY, NO_HURRY));
        }
    }

    @Test
    void aTextThatWouldNotFitIsRefusedAndNothingStaysBehind() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32)) {
            TextWriter writer = writer(model, Set.of());
            assertThrows(IllegalArgumentException.class, () -> writer.write(PROMPT, 64, Sampling.GREEDY, NO_HURRY));
            assertThrows(IllegalArgumentException.class, () -> writer.write(new int[0], 1, Sampling.GREEDY, NO_HURRY));
            writer.write(PROMPT, 3, Sampling.GREEDY, NO_HURRY);
            long before = Pointer.totalCount();
            writer.write(PROMPT, 20, Sampling.GREEDY, NO_HURRY);
            assertTrue(Pointer.totalCount() <= before, before + " " + Pointer.totalCount());
        }
    }

    private static TextWriter writer(LanguageModel model, Set<Integer> ends) {
        return new TextWriter(model, ends, System::nanoTime);
    }

    private static int best(float[] logits) {
        return IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
    }

    private static float[] plain(LanguageModel model, int... text) {
        return Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                return Torch.toFloats(model.logits(model.finalNorm(
                        model.residual(model.pass(Sequences.of(text))).narrow(0, text.length - 1L, 1))));
            }
        });
    }
}
