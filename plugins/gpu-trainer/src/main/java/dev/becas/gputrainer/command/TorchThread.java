package dev.becas.gputrainer.command;

import dev.becas.gputrainer.device.Devices;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A platform thread that one command has for itself: scopes and the gradient mode of LibTorch belong to one thread.
public final class TorchThread {
    private TorchThread() {}

    /// What is done last; a card that cannot even do this does not hide what came first.
    private interface Release extends AutoCloseable {
        @Override
        void close();
    }

    /// Does `work` there and waits. An interruption is passed on to it, and waited for. A card has its memory back
    /// afterwards, as others work there too.
    ///
    /// @throws IOException if LibTorch's machine code for this machine is not there
    public static <T> T call(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            try (Release _ = Devices::release) {
                return work.call();
            }
        });
        Thread thread = Thread.ofPlatform().name("becas-torch").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            thread.join();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case LinkageError missing ->
                    throw new IOException(
                            "LibTorch's machine code for this machine is not on the class path: "
                                    + missing.getMessage(),
                            missing);
                case OutOfMemoryError scarce -> throw scarce;
                case null, default -> throw e;
            }
        }
    }
}
