package dev.becas.gputrainer.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.gputrainer.worker.WorkerFailure;
import dev.becas.kernel.training.TrainingRefused;
import org.junit.jupiter.api.Test;

/// What the pipeline hears of a worker's failure.
class RefusalTest {
    @Test
    void aTakenOrLostCardIsTriedAgainAndAWantOfMemoryIsNot() throws Exception {
        assertEquals(
                "others have the card",
                GpuTrainer.refusal(new WorkerFailure(WorkerFailure.BUSY, "others have the card"))
                        .getMessage());
        assertEquals(
                "CUDA error: unspecified launch failure",
                GpuTrainer.refusal(
                                new WorkerFailure(WorkerFailure.DEVICE_LOST, "CUDA error: unspecified launch failure"))
                        .getMessage());
        TrainingRefused refused = assertThrows(
                TrainingRefused.class,
                () -> GpuTrainer.refusal(new WorkerFailure(WorkerFailure.OUT_OF_MEMORY, "bad_alloc")));
        assertEquals("out_of_memory: bad_alloc", refused.kind() + ": " + refused.getMessage());
    }
}
