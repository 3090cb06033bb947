package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import dev.becas.kernel.training.TrainingQueue;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import dev.becas.kernel.training.TrainingWork;
import dev.becas.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrainingCommandsTest {
    @TempDir
    Path folder;

    private final Patient trainer = new Patient();
    private TestKernel kernel;

    @BeforeEach
    void open() throws Exception {
        kernel = TestKernel.open(folder, World.YAML);
        kernel.start("orchestrator", new OrchestratorPlugin());
        kernel.start("patient", new PatientPlugin(trainer));
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void aPausedJobHandsTheDeviceOverAndGoesOnLater() throws Exception {
        ask("a", "b");
        trainer.awaitStep("a");
        assertEquals(List.of("a running", "b waiting"), jobs());
        run("training pause", "a");
        trainer.awaitStep("b");
        assertEquals(List.of("a paused", "b running"), jobs());
        trainer.mayEnd.release();
        kernel.quiet();
        assertEquals(List.of("b"), completed());
        run("training resume", "a");
        trainer.awaitStep("a");
        trainer.mayEnd.release();
        kernel.quiet();
        assertEquals(List.of("b", "a"), completed());
        assertEquals(List.of("a begins", "b begins", "a goes on"), trainer.heard);
        kernel.assertCountsAddUp();
    }

    @Test
    void aJobStaysPausedOverARestart() throws Exception {
        ask("a");
        trainer.awaitStep("a");
        run("training pause", "a");
        kernel.close();
        open();
        kernel.quiet();
        assertEquals(List.of("a paused"), jobs());
        run("training resume", "a");
        trainer.awaitStep("a");
        trainer.mayEnd.release();
        kernel.quiet();
        assertEquals(List.of("a"), completed());
    }

    @Test
    void aCancelledJobEndsWithoutAModelWhetherItRunsOrWaits() throws Exception {
        ask("a", "b");
        trainer.awaitStep("a");
        run("training cancel", "b");
        run("training cancel", "a");
        kernel.quiet();
        assertEquals(
                List.of("b cancelled: cancelled by operator", "a cancelled: cancelled by operator"),
                kernel.events(FineTuningFailed.class).stream()
                        .map(failed -> failed.request().jobId() + " " + failed.kind() + ": " + failed.reason())
                        .toList());
        assertEquals(List.of(), completed());
        assertEquals(List.of(), jobs());
        assertEquals(List.of("a begins"), trainer.heard);
    }

    @Test
    void theJobThatIsPutFirstIsTheNext() throws Exception {
        ask("a", "b", "c");
        trainer.awaitStep("a");
        run("training first", "c");
        trainer.mayEnd.release(3);
        kernel.quiet();
        assertEquals(List.of("a", "c", "b"), completed());
    }

    @Test
    void theSameJobAskedTwiceIsOne() throws Exception {
        trainer.mayEnd.release(2);
        publish("once", "a"); // may be done before anybody sees it wait
        kernel.quiet();
        publish("again", "a");
        kernel.quiet();
        assertEquals(List.of("a"), completed());
    }

    @Test
    void aChangeThatDoesNotFitIsRefusedWithTheJobsState() throws Exception {
        ask("a");
        trainer.awaitStep("a");
        assertTrue(refused("training resume", "a").startsWith("the job a is running; "));
        assertTrue(refused("training pause", "z").startsWith("no job 'z' waits or runs; "));
        run("training cancel", "a");
    }

    private String refused(String command, String job) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> run(command, job))
                .getMessage());
    }

    private List<String> jobs() throws Exception {
        Object listed = run("training list", "").json();
        List<String> jobs = new ArrayList<>();
        for (Object job : (List<?>) listed) {
            if (job instanceof TrainingQueue.Job known) {
                jobs.add(known.jobId() + " " + known.state());
            }
        }
        return jobs;
    }

    private List<String> completed() {
        return kernel.events(FineTuningCompleted.class).stream()
                .map(done -> done.request().jobId())
                .toList();
    }

    private void ask(String... jobs) throws Exception {
        for (String job : jobs) {
            publish(job, job);
            while (jobs().stream().noneMatch(known -> known.startsWith(job + " "))) {
                Thread.sleep(5); // until the request was taken in
            }
        }
    }

    private void publish(String cause, String job) throws Exception {
        EventHead head = EventHead.root("test", cause, EventHead.NO_GUILD, kernel.now());
        kernel.kernel().bus().publish(List.of(new TrainingRequested(head, request(job))));
    }

    private static TrainingRequest request(String job) {
        return new TrainingRequest(
                job,
                "patient",
                "becas-qwen-scam_detection",
                "scam_detection",
                List.of("clean", "phishing"),
                "d1",
                Path.of("d1"),
                null,
                Map.of(),
                1);
    }

    private CommandResult run(String name, String job) throws Exception {
        Command command = kernel.kernel().commands().all().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> values = new HashMap<>(Map.of("job", job));
        command.options().forEach(option -> values.put(option.name(), option.defaultValue()));
        return command.action().run(new CommandCall("operator", values, line -> {}));
    }

    /// Trains until it is let go, and leaves a mark by which it knows that it goes on.
    private static final class Patient implements Trainer {
        final Semaphore mayEnd = new Semaphore(0);
        final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        private final Map<String, Semaphore> begun = Collections.synchronizedMap(new HashMap<>());

        @Override
        public String name() {
            return "patient";
        }

        private Semaphore begun(String job) {
            return begun.computeIfAbsent(job, name -> new Semaphore(0));
        }

        void awaitStep(String job) throws InterruptedException {
            begun(job).acquire();
        }

        @Override
        public TrainingResult train(TrainingRequest request, Path workDirectory, TrainingProgress progress)
                throws IOException, InterruptedException {
            Path model = workDirectory.resolve("model");
            heard.add(request.jobId() + (Files.exists(model) ? " goes on" : " begins"));
            Files.writeString(model, request.jobId());
            progress.step(new TrainingStep(1, 2, 0.5, 0.5, 0, 0, 1, 0, 0, 0));
            begun(request.jobId()).release();
            mayEnd.acquire();
            return new TrainingResult("patient", model, "digest", Map.of(), Map.of());
        }
    }

    private record PatientPlugin(Trainer trainer) implements BecasPlugin {
        @Override
        public void start(PluginContext context) throws Exception {
            TrainingWork work = new TrainingWork(trainer, context.dataFolder(), job -> TrainingProgress.SILENT);
            context.provide(TrainingQueue.class, "patient", new TrainingQueue(context.store(), work));
            context.work(work.kind(), work);
            context.subscribe(work.subscription());
        }
    }
}
