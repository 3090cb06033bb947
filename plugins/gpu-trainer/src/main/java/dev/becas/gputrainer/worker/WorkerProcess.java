package dev.becas.gputrainer.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// One worker, from its start to its end. Any thread asks; answers come as the worker has them.
final class WorkerProcess implements AutoCloseable {
    private static final Duration WATCH_EVERY = Duration.ofMillis(500);
    /// How long a cancelled job may take to leave its folder in order; then the worker is ended.
    private static final Duration CANCEL_MAX = Duration.ofSeconds(20);

    private static final Duration END_MAX = Duration.ofSeconds(5);
    private static final int KILLED = 128 + 9;

    private final WorkerSpec spec;
    private final Process process;
    private final Frames frames;
    private final Consumer<String> ended;
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final OptionalLong oomKills = OomKiller.kills(); // before it could be one
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean closing;
    private volatile String reason = "";

    private record Pending(CompletableFuture<JsonNode> answer, Consumer<JsonNode> progress) {}

    /// @param ended hears, once, why it ended, unless it was closed
    private WorkerProcess(WorkerSpec spec, Process process, Frames frames, Consumer<String> ended) {
        this.spec = spec;
        this.process = process;
        this.frames = frames;
        this.ended = ended;
        daemon("answers", this::receive);
        daemon("watch", this::watch);
    }

    /// Starts one and waits until it serves.
    static WorkerProcess start(WorkerSpec spec, Consumer<String> ended) throws IOException, InterruptedException {
        try (WorkerSocket socket = WorkerSocket.open()) {
            Process process = spec.start(socket.path());
            try {
                return new WorkerProcess(spec, process, socket.accept(spec, process), ended);
            } catch (IOException | InterruptedException e) {
                process.destroyForcibly();
                throw e;
            }
        }
    }

    private void daemon(String what, Runnable work) {
        Thread thread = new Thread(work, "becas-" + spec.name() + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    boolean serves() {
        return !closing && reason.isEmpty() && process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /// Has a job done.
    ///
    /// @param deadline after which nobody waits any more, queueing included
    JsonNode ask(String kind, Object body, Duration deadline, Consumer<JsonNode> progress)
            throws WorkerFailure, InterruptedException {
        long id = ids.incrementAndGet();
        Pending job = new Pending(new CompletableFuture<>(), progress);
        pending.put(id, job);
        try {
            send(new Message.Ask(id, kind, Json.MAPPER.valueToTree(body)));
            return job.answer().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            send(new Message.Cancel(id));
            throw new WorkerFailure(
                    WorkerFailure.DEADLINE,
                    "the " + spec.name() + " had no answer within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            cancel(id, job);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WorkerFailure failure) {
                throw new WorkerFailure(failure.kind(), failure.sentence());
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pending.remove(id);
        }
    }

    private void send(Message message) throws WorkerFailure {
        if (!reason.isEmpty()) {
            throw new WorkerFailure(WorkerFailure.DOWN, reason);
        }
        try {
            frames.send(message);
        } catch (IOException e) {
            throw new WorkerFailure(WorkerFailure.DOWN, "the " + spec.name() + " does not listen: " + e.getMessage());
        }
    }

    /// Waits for a job's end, so that nobody works in its folder when this returns.
    private void cancel(long id, Pending job) {
        try {
            send(new Message.Cancel(id));
            job.answer().get(CANCEL_MAX.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            kill("a cancelled job did not end within " + CANCEL_MAX.toSeconds() + " s");
        } catch (ExecutionException | WorkerFailure e) {
            return; // it has ended
        }
    }

    private void receive() {
        String why = "";
        try {
            for (Message message = frames.next(); message != null; message = frames.next()) {
                heardNanos = System.nanoTime();
                take(message);
            }
        } catch (IOException | RuntimeException e) {
            why = ", " + e.getMessage();
            process.destroyForcibly();
        }
        over(why);
    }

    private void take(Message message) throws IOException {
        switch (message) {
            case Message.Beat _ -> {}
            case Message.Progress told -> find(told.id()).progress().accept(told.body());
            case Message.Done done -> find(done.id()).answer().complete(done.body());
            case Message.Failed failed ->
                find(failed.id()).answer().completeExceptionally(new WorkerFailure(failed.kind(), failed.sentence()));
            default -> throw new IOException("a worker never says " + message);
        }
    }

    /// Who no longer waits hears nothing.
    private Pending find(long id) {
        return pending.getOrDefault(id, new Pending(new CompletableFuture<>(), progress -> {}));
    }

    private void over(String why) {
        try {
            if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
        if (reason.isEmpty()) {
            int code = process.isAlive() ? -1 : process.exitValue();
            String how = code > 128 ? "was killed by signal " + (code - 128) : "ended with exit code " + code;
            String memory = code == KILLED && !oomKills.equals(OomKiller.kills())
                    ? " as the kernel ended a process for want of memory: give it more, or less to do at once"
                    : "";
            reason = "the " + spec.name() + "'s process " + how + memory + why + "; what it said is in " + spec.log();
        }
        if (!closing) {
            ended.accept(reason);
        }
        WorkerFailure failure = new WorkerFailure(WorkerFailure.DOWN, reason);
        pending.values().forEach(job -> job.answer().completeExceptionally(failure));
    }

    private void watch() {
        try {
            while (process.isAlive()) {
                Thread.sleep(WATCH_EVERY);
                if (System.nanoTime() - heardNanos > spec.silence().toNanos()) {
                    kill("said nothing for " + spec.silence().toMillis() + " ms");
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private void kill(String why) {
        if (reason.isEmpty()) {
            reason = "the " + spec.name() + "'s process was ended because it " + why + "; what it said is in "
                    + spec.log();
        }
        process.destroyForcibly();
    }

    /// Ends it at once. Checkpoints are whole files, so nothing is lost but the steps since the last.
    @Override
    public void close() {
        closing = true;
        process.destroyForcibly();
    }
}
