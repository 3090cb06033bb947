package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    @TempDir
    Path folder;

    @Test
    void theLaterOneWinsAndWaitsUntilTheOtherHasStopped() throws Exception {
        FutureTask<Lease> later = new FutureTask<>(() -> Lease.take(folder, Duration.ofMinutes(1)));
        try (Lease first = Lease.take(folder)) {
            assertDoesNotThrow(first::check);
            Thread.ofPlatform().start(later);
            while (Files.readString(folder.resolve("lease")).equals("1")) {
                Thread.sleep(5);
            }
            assertEquals(
                    folder + " was taken over by a later run (2 after 1)",
                    assertThrows(UncheckedIOException.class, first::check).getMessage());
            assertFalse(later.isDone(), "it waits while the first may still write");
        }
        try (Lease second = later.get()) {
            assertDoesNotThrow(second::check);
        }
    }

    @Test
    void oneThatDoesNotStopIsNamed() throws Exception {
        try (Lease _ = Lease.take(folder)) {
            assertEquals(
                    "another run works in " + folder + " and did not end within 100 ms",
                    assertThrows(IOException.class, () -> Lease.take(folder, Duration.ofMillis(100)))
                            .getMessage());
        }
    }

    @Test
    void aTokenThatIsNoNumberIsRefused() throws Exception {
        Files.writeString(folder.resolve("lease"), "mine");
        assertEquals(
                folder.resolve("lease") + " must hold a number but holds 'mine'",
                assertThrows(IOException.class, () -> Lease.take(folder)).getMessage());
    }
}
