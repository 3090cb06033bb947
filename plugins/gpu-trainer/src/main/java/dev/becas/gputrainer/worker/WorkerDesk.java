package dev.becas.gputrainer.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.device.DeviceBusy;
import dev.becas.gputrainer.device.MemoryShortage;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The worker's own side: takes jobs in, does one at a time on one thread that lives as long as the worker, and ends
/// when the host is gone.
final class WorkerDesk {
    /// More than any bot asks at once; past it an answer would come too late anyway.
    static final int WAITING_MAX = 1_000;

    private static final long BEAT_MS = 1_000;

    private final Frames frames;
    private final Map<String, WorkerJob> jobs;
    private final Consumer<Exception> gone;
    private final Deque<Message.Ask> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private @Nullable Thread thread;
    private long running; // 0 when none does

    /// @param gone hears why its threads cannot go on
    WorkerDesk(Frames frames, Map<String, WorkerJob> jobs, Consumer<Exception> gone) {
        this.frames = frames;
        this.jobs = jobs;
        this.gone = gone;
    }

    /// Serves until the host is gone.
    void serve() throws IOException {
        thread = Thread.ofPlatform().name("becas-torch").daemon().start(this::work);
        Thread.ofPlatform().name("becas-beat").daemon().start(this::beat);
        for (Message message = frames.next(); message != null; message = frames.next()) {
            switch (message) {
                case Message.Ask ask -> take(ask);
                case Message.Cancel cancel -> cancel(cancel.id());
                default -> throw new IOException("a host never says " + message);
            }
        }
    }

    private void take(Message.Ask ask) throws IOException {
        lock.lock();
        try {
            if (waiting.size() < WAITING_MAX) {
                waiting.add(ask);
                asked.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        frames.send(new Message.Failed(ask.id(), WorkerFailure.BUSY, WAITING_MAX + " jobs wait already"));
    }

    private void cancel(long id) throws IOException {
        lock.lock();
        try {
            if (running == id && thread != null) {
                thread.interrupt();
            }
            if (!waiting.removeIf(ask -> ask.id() == id)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        frames.send(new Message.Failed(id, WorkerFailure.CANCELLED, "cancelled before it began"));
    }

    private void work() {
        try {
            while (true) {
                Message.Ask ask = next();
                Message answer = answer(ask);
                lock.lock();
                try {
                    running = 0;
                    Thread.interrupted(); // a cancellation that came too late
                } finally {
                    lock.unlock();
                }
                frames.send(answer);
                if (answer instanceof Message.Failed failed && failed.kind().equals(WorkerFailure.DEVICE_LOST)) {
                    gone.accept(new IOException(failed.sentence()));
                }
            }
        } catch (IOException | InterruptedException e) {
            gone.accept(e);
        }
    }

    private Message.Ask next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                asked.await();
            }
            Message.Ask ask = waiting.remove();
            running = ask.id();
            return ask;
        } finally {
            lock.unlock();
        }
    }

    private Message answer(Message.Ask ask) {
        WorkerJob job = jobs.get(ask.kind());
        if (job == null) {
            return new Message.Failed(ask.id(), WorkerFailure.WRONG_USE, "there is no job '" + ask.kind() + "'");
        }
        try {
            return new Message.Done(ask.id(), job.run(ask.body(), progress -> tell(ask.id(), progress)));
        } catch (InterruptedException e) {
            return new Message.Failed(ask.id(), WorkerFailure.CANCELLED, sentence(e));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            System.err.println("becas worker: " + ask.kind() + " failed");
            e.printStackTrace();
            return new Message.Failed(ask.id(), kind(e), sentence(e));
        }
    }

    private void tell(long id, JsonNode progress) {
        try {
            frames.send(new Message.Progress(id, progress));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kind(Throwable e) {
        return switch (e) {
            case TrainingRefused refused -> WorkerFailure.REFUSED + refused.kind();
            case IllegalArgumentException _ -> WorkerFailure.WRONG_USE;
            case DeviceBusy _ -> WorkerFailure.BUSY;
            case IOException _, UncheckedIOException _ -> WorkerFailure.BAD_BYTES;
            case OutOfMemoryError _ -> WorkerFailure.OUT_OF_MEMORY;
            case RuntimeException scarce when MemoryShortage.is(scarce) -> WorkerFailure.OUT_OF_MEMORY;
            case RuntimeException lost when isOfTheCard(lost) -> WorkerFailure.DEVICE_LOST;
            default -> WorkerFailure.CRASHED;
        };
    }

    /// After such an error CUDA answers every later call of the process with it, except when memory was short.
    private static boolean isOfTheCard(RuntimeException e) {
        return String.valueOf(e.getMessage()).contains("CUDA error") && !MemoryShortage.is(e);
    }

    /// One line: what LibTorch throws goes on with its own stack.
    private static String sentence(Throwable e) {
        String said = e instanceof UncheckedIOException && e.getCause() != null
                ? String.valueOf(e.getCause().getMessage())
                : String.valueOf(e.getMessage());
        String line = said.lines().findFirst().orElse("");
        return e instanceof IOException
                        || e instanceof UncheckedIOException
                        || e instanceof IllegalArgumentException
                        || e instanceof TrainingRefused
                        || e instanceof InterruptedException
                ? line
                : e.getClass().getSimpleName() + ": " + line;
    }

    private void beat() {
        try {
            for (long number = 1; ; number++) {
                frames.send(new Message.Beat(number));
                Thread.sleep(BEAT_MS);
            }
        } catch (IOException | InterruptedException e) {
            gone.accept(e);
        }
    }
}
