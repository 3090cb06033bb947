package dev.becas.gputrainer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process behind each test.
class SupervisorTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private Supervisor worker = new Supervisor(() -> EchoWorker.spec(folder, LIMIT), ends::add, nanos::get);

    @BeforeEach
    void supervise() {
        worker = new Supervisor(() -> EchoWorker.spec(folder, LIMIT), ends::add, nanos::get);
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    private JsonNode ask(String kind, Object body) throws Exception {
        return worker.ask(kind, body, LIMIT, progress -> {});
    }

    private WorkerFailure failure(String kind, Object body) {
        return assertThrows(WorkerFailure.class, () -> ask(kind, body));
    }

    @Test
    void aJobIsDoneInAnotherProcessAndTellsHowFarItIs() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        assertEquals(
                "hello",
                worker.ask("echo", "hello", LIMIT, progress -> told.add(progress.asText()))
                        .asText());
        assertEquals(List.of("half way"), told);
        assertNotEquals(0, worker.pid());
        assertNotEquals(ProcessHandle.current().pid(), worker.pid());
        assertEquals(List.of(), ends);
    }

    @Test
    void aFailureKeepsItsKindAndIsOneSentence() {
        WorkerFailure use = failure("fail", "use");
        assertEquals("wrong_use: rank must be less", use.kind() + ": " + use.sentence());
        WorkerFailure bytes = failure("fail", "bytes");
        assertEquals("bad_bytes: file x: magic must be GGUF", bytes.kind() + ": " + bytes.sentence());
        WorkerFailure refused = failure("fail", "refused");
        assertEquals("refused:bad_dataset: no rows", refused.kind() + ": " + refused.sentence());
        WorkerFailure taken = failure("fail", "taken");
        assertEquals("busy: others have the card", taken.kind() + ": " + taken.sentence());
        WorkerFailure defect = failure("fail", "defect");
        assertEquals("crashed: IllegalStateException: a defect", defect.kind() + ": " + defect.sentence());
        assertEquals("there is no job 'dance'", failure("dance", "").sentence());
        assertEquals(List.of(), ends, "the worker lives");
    }

    @Test
    void aWantOfMemoryIsNoDefectAndTheWorkerLives() {
        WorkerFailure main = failure("fail", "memory");
        assertEquals(
                "out_of_memory: RuntimeException: DefaultCPUAllocator: can't allocate memory: you tried to allocate 8"
                        + " bytes",
                main.kind() + ": " + main.sentence());
        long pid = worker.pid();
        WorkerFailure card = failure("fail", "card memory");
        assertEquals(
                "out_of_memory: RuntimeException: CUDA error: out of memory", card.kind() + ": " + card.sentence());
        assertEquals(pid, worker.pid());
        assertEquals(List.of(), ends);
    }

    @Test
    void aWorkerWhoseCardIsLostEndsAndTheNextJobHasANewOne() throws Exception {
        assertEquals("again", ask("echo", "again").asText());
        long before = worker.pid();
        WorkerFailure lost = failure("fail", "card");
        assertEquals(
                "device_lost: RuntimeException: CUDA error: unspecified launch failure",
                lost.kind() + ": " + lost.sentence());
        ProcessHandle.of(before).ifPresent(process -> process.onExit().join());
        while (worker.pid() == before) {
            Thread.sleep(5); // until this side has heard it
        }
        assertEquals("again", ask("echo", "again").asText());
        assertNotEquals(before, worker.pid());
    }

    @Test
    void aKilledWorkerIsOneSentenceAndTheNextJobHasANewOne() throws Exception {
        Path here = Files.createDirectories(folder.resolve("job"));
        FutureTask<WorkerFailure> asked = new FutureTask<>(() -> failure("sleep", here.toString()));
        Thread.ofPlatform().start(asked);
        await(here.resolve("began"));
        assertTrue(ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly());
        WorkerFailure failure = asked.get();
        assertEquals(WorkerFailure.DOWN, failure.kind());
        assertEquals(
                "the echo's process was killed by signal 9; what it said is in "
                        + folder.resolve("logs").resolve("echo.log"),
                failure.sentence());
        assertEquals("again", ask("echo", "again").asText());
        assertEquals(List.of(failure.sentence()), ends);
    }

    @Test
    void whoDoesNotWaitLongerIsToldSoAndTheJobEnds() throws Exception {
        assertEquals("warm", ask("echo", "warm").asText());
        WorkerFailure late = assertThrows(
                WorkerFailure.class,
                () -> worker.ask("sleep", folder.toString(), Duration.ofMillis(300), progress -> {}));
        assertEquals(WorkerFailure.DEADLINE, late.kind());
        assertEquals("the echo had no answer within", late.sentence().substring(0, 29));
        assertEquals("next", ask("echo", "next").asText());
        assertTrue(Files.exists(folder.resolve("interrupted")));
    }

    @Test
    void anInterruptedAskerComesBackWhenTheJobHasEnded() throws Exception {
        FutureTask<Boolean> asked = new FutureTask<>(() -> {
            assertThrows(InterruptedException.class, () -> ask("sleep", folder.toString()));
            return Files.exists(folder.resolve("interrupted"));
        });
        Thread asker = Thread.ofPlatform().start(asked);
        await(folder.resolve("began"));
        asker.interrupt();
        assertTrue(asked.get(), "nobody works in the folder any more");
        assertEquals(List.of(), ends, "the worker lives");
    }

    @Test
    void aWorkerThatSaysNothingMoreIsEnded() throws Exception {
        worker = new Supervisor(() -> EchoWorker.spec(folder, Duration.ofSeconds(3)), ends::add, nanos::get);
        assertEquals("warm", ask("echo", "warm").asText());
        new ProcessBuilder("kill", "-STOP", Long.toString(worker.pid())).start().waitFor();
        while (!Files.readString(Path.of("/proc", Long.toString(worker.pid()), "stat"))
                .contains(") T ")) {
            Thread.sleep(5); // a process is not stopped at once
        }
        WorkerFailure failure = failure("echo", "anybody?");
        assertEquals(WorkerFailure.DOWN, failure.kind());
        assertTrue(failure.sentence().contains("was ended because it said nothing for 3000 ms"), failure.sentence());
    }

    @Test
    void aWorkerThatEndsAgainAndAgainIsLeftAloneForAWhile() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertEquals(WorkerFailure.DOWN, failure("die", 7).kind());
        }
        WorkerFailure resting = failure("echo", "there?");
        assertTrue(
                resting.sentence().startsWith("3 times in a row the echo's process ended with exit code 7"),
                resting.sentence());
        assertEquals(3, ends.size());
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        assertEquals("there", ask("echo", "there").asText());
    }

    @Test
    void whatCannotStartIsOneSentence() {
        worker = new Supervisor(
                () -> {
                    throw new IOException("LibTorch is not there");
                },
                ends::add,
                nanos::get);
        assertEquals("LibTorch is not there", failure("echo", "").sentence());
    }

    static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(10);
        }
    }
}
