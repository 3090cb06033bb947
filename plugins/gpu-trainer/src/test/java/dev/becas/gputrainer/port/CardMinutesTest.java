package dev.becas.gputrainer.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.device.Device;
import dev.becas.kernel.time.BecasClock;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingCosts.Cost;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardMinutesTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T23:58:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Device CARD = new Device("cuda:0", "a card", 1L << 30);
    private static final TrainingStep STEP = new TrainingStep(1, 6, 1, 1, 1, 1, 1, 1, 1, 1);

    @TempDir
    Path folder;

    private final BecasClock.Conversation clock = BecasClock.conversation(BEGIN);
    private final AtomicLong nanos = new AtomicLong();

    private Path file() {
        return folder.resolve("card-minutes.jsonl");
    }

    private CardMinutes minutes() {
        return new CardMinutes(file(), clock, nanos::get);
    }

    private void pass(Duration time) {
        clock.moveTo(clock.instant().plus(time));
        nanos.addAndGet(time.toNanos());
    }

    /// Takes half a minute a step, six of them, then is refused.
    private final class Slow implements Trainer {
        @Override
        public String name() {
            return "slow";
        }

        @Override
        public TrainingResult train(TrainingRequest request, Path workDirectory, TrainingProgress progress)
                throws TrainingRefused {
            for (int step = 0; step < 6; step++) {
                pass(Duration.ofSeconds(30));
                progress.step(STEP);
            }
            pass(Duration.ofSeconds(15));
            throw new TrainingRefused("refused", "enough");
        }
    }

    private void train(Device device) {
        Trainer trainer = new MeteredTrainer(new Slow(), () -> device, minutes());
        assertEquals("slow", trainer.name());
        TrainingRequest request =
                new TrainingRequest("job", "slow", "t", "c", List.of("a", "b"), "d", folder, null, Map.of(), 1);
        assertEquals(
                "enough",
                assertThrows(TrainingRefused.class, () -> trainer.train(request, folder, TrainingProgress.SILENT))
                        .getMessage());
    }

    @Test
    void aJobOnACardIsCountedInTheMonthInWhichEachMinuteWasUsedHoweverItEnds() {
        train(CARD);
        assertEquals(new Cost(1, 0), minutes().between(BEGIN, FEBRUARY));
        assertEquals(2.25, minutes().between(FEBRUARY, MARCH).gpuMinutes(), 1e-9);
    }

    @Test
    void aJobOnTheProcessorCostsNoMinutes() {
        train(Device.CPU);
        assertEquals(Cost.NOTHING, minutes().between(BEGIN, MARCH));
        assertFalse(Files.exists(file()));
    }

    @Test
    void aLineThatAKillCutOffSpoilsNoOther() throws Exception {
        train(CARD);
        Files.writeString(file(), "\n{\"at\":\"2026-02", StandardOpenOption.APPEND);
        train(CARD);
        assertEquals(6.5, minutes().between(BEGIN, MARCH).gpuMinutes(), 1e-9);
    }

    @Test
    void aFileOfAnotherKindIsNamed() throws Exception {
        Files.writeString(file(), "{}}\n");
        String said = String.valueOf(
                assertThrows(UncheckedIOException.class, () -> minutes().between(BEGIN, MARCH))
                        .getMessage());
        assertTrue(said.startsWith(file() + " cannot be read: "), said);
    }
}
