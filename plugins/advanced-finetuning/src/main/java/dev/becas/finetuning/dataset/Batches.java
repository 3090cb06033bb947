package dev.becas.finetuning.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Reads on the caller's thread and works on another one, in order, a few batches apart: the two halves of a pass share
/// the time, and what waits between them is bounded.
final class Batches {
    private static final int BATCH = 512;
    private static final int WAITING_MAX = 8;
    private static final List<FrozenExample> END = List.of();

    private Batches() {}

    /// What is done with each example.
    @FunctionalInterface
    interface Work {
        void of(FrozenExample example) throws IOException;
    }

    /// Gives every example of `source` to `consumer`, which runs on a thread of its own; returns when it is done.
    static void forEach(ExampleSource source, Work consumer) throws Exception {
        BlockingQueue<List<FrozenExample>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
        FutureTask<Boolean> work = new FutureTask<>(() -> consume(waiting, consumer));
        Thread thread = Thread.ofPlatform().daemon().name("freeze").start(work);
        try {
            List<FrozenExample> batch = new ArrayList<>(BATCH);
            source.forEach(example -> {
                batch.add(example);
                if (batch.size() == BATCH) {
                    put(waiting, List.copyOf(batch), work);
                    batch.clear();
                }
            });
            put(waiting, List.copyOf(batch), work);
            put(waiting, END, work);
            work.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            thread.interrupt();
        }
    }

    private static boolean consume(BlockingQueue<List<FrozenExample>> waiting, Work consumer)
            throws InterruptedException, IOException {
        for (List<FrozenExample> batch = waiting.take(); !batch.isEmpty(); batch = waiting.take()) {
            for (FrozenExample example : batch) {
                consumer.of(example);
            }
        }
        return true;
    }

    /// Waits for room; gives up quietly when the work has failed, which [FutureTask#get()] then tells.
    private static void put(
            BlockingQueue<List<FrozenExample>> waiting, List<FrozenExample> batch, FutureTask<Boolean> work) {
        try {
            while (!work.isDone() && !waiting.offer(batch, 100, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            work.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while freezing", e);
        }
    }
}
