package dev.becas.gputrainer;

import dev.becas.gputrainer.device.DeviceMemory;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.gputrainer.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// The workers of this plugin: one class path, one cache of machine code, a log each.
public final class Workers {
    private Workers() {}

    /// A worker that is started with its first job.
    ///
    /// @param name for sentences and the log
    /// @param logs the folder of its log
    /// @param ended hears why it ended, if nobody told it to
    public static Supervisor of(String name, Path logs, Consumer<String> ended) {
        return of(name, logs, DeviceMemory.ALL, ended);
    }

    /// The same with a limit.
    ///
    /// @param memory of a card that it may take
    static Supervisor of(String name, Path logs, DeviceMemory memory, Consumer<String> ended) {
        return new Supervisor(() -> spec(name, logs, memory), ended, System::nanoTime);
    }

    private static WorkerSpec spec(String name, Path logs, DeviceMemory memory) throws IOException {
        return new WorkerSpec(
                name,
                TrainerWorker.class.getName(),
                LibTorch.classPath(),
                List.of("-Dorg.bytedeco.javacpp.cachedir=" + cache().resolve("javacpp-cpu")),
                Runtime.getRuntime().availableProcessors(),
                logs.resolve(name + ".log"),
                memory.environment(),
                WorkerSpec.SILENCE);
    }

    /// What is shared by all installations of this user: LibTorch's machine code, unpacked once (435 MB), and the log
    /// of commands.
    static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "becas");
    }
}
