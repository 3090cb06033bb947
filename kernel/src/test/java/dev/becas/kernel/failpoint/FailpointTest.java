package dev.becas.kernel.failpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.ChildJvm;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.bus.SubscriptionCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process is halted at a named instant, as by a power cut, and goes on: nothing that was acknowledged is missing,
/// and nothing is there twice.
class FailpointTest {
    private static final int HALTED = 137;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after-commit-before-ack:40",
                "between-effect-and-cursor:7",
                "outbox-done-before-mark:3",
                "migration:5"
            })
    void nothingAcknowledgedIsMissingOrDoubledAfterAHalt(String failpoint) throws Exception {
        haltAndGoOn(failpoint);
    }

    @Tag("kill")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "after-commit-before-ack:1",
                "after-commit-before-ack:2",
                "after-commit-before-ack:17",
                "after-commit-before-ack:93",
                "between-effect-and-cursor:1",
                "between-effect-and-cursor:2",
                "between-effect-and-cursor:19",
                "between-effect-and-cursor:31",
                "outbox-done-before-mark:1",
                "outbox-done-before-mark:5",
                "outbox-done-before-mark:12",
                "migration:1",
                "migration:2",
                "migration:12"
            })
    void norAtOtherInstants(String failpoint) throws Exception {
        haltAndGoOn(failpoint);
    }

    @Tag("kill")
    @ParameterizedTest
    @ValueSource(ints = {300, 450, 600, 750, 900, 1050, 1200, 1500})
    void norWhenItIsKilledAtAnyInstant(int afterMillis) throws Exception {
        Process child = ChildJvm.start(Worked.class, Map.of(), folder.resolve("log"), folder.toString());
        Thread.sleep(afterMillis);
        child.destroyForcibly().waitFor();
        goOn();
    }

    private void haltAndGoOn(String failpoint) throws Exception {
        Process child = ChildJvm.start(
                Worked.class, Map.of("BECAS_FAILPOINT", failpoint), folder.resolve("log"), folder.toString());
        assertEquals(HALTED, ChildJvm.awaitEnd(child), () -> "the child must halt at " + failpoint + ", see its log");
        goOn();
    }

    private void goOn() throws Exception {
        Path ledger = folder.resolve("ledger");
        List<String> acknowledged = Files.exists(ledger) ? Files.readAllLines(ledger) : List.of();
        assertTrue(
                acknowledged.isEmpty() || journalled().containsAll(acknowledged), "an acknowledged event is missing");
        Worked.run(folder);
        try (Kernel kernel = KernelInFolder.open(folder)) {
            assertEquals(Worked.EVENTS, kernel.bus().journal().head());
            assertEquals(
                    new SubscriptionCount("worked.effect", Worked.EVENTS, Worked.EVENTS, 0, 0, 0),
                    kernel.bus().counts().getFirst());
            int work = Worked.EVENTS / Worked.WORK_EVERY;
            int effects = kernel.store()
                    .read(h -> h.createQuery("SELECT count(*) FROM effect")
                            .mapTo(Integer.class)
                            .one());
            assertEquals(Worked.EVENTS + work, effects);
            int done = kernel.store()
                    .read(h -> h.createQuery("SELECT count(*) FROM outbox WHERE state = 'done'")
                            .mapTo(Integer.class)
                            .one());
            assertEquals(work, done);
            try (Stream<Path> mail = Files.list(folder.resolve("mail"))) {
                assertEquals(work, mail.count());
            }
        }
    }

    /// What is in the store, read past Becas.
    private Set<String> journalled() throws Exception {
        Set<String> ids = new HashSet<>();
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("becas.db"));
                var rows = connection.createStatement().executeQuery("SELECT id FROM journal")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
