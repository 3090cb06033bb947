package dev.becas.gputrainer.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a worker is started with.
///
/// @param name for sentences, threads and the log: `trainer`, `runtime`
/// @param main the class that is run; it calls [WorkerStart#serve]
/// @param classPath where its classes are, LibTorch's among them
/// @param jvmFlags beside those that every worker has
/// @param threads of LibTorch, at least 1
/// @param log takes what it writes to standard output and error
/// @param environment beside that which every worker has
/// @param silence how long it may say nothing, not even that it lives, before it is ended
public record WorkerSpec(
        String name,
        String main,
        String classPath,
        List<String> jvmFlags,
        int threads,
        Path log,
        Map<String, String> environment,
        Duration silence) {
    /// A machine that is short of memory may stop a process for many seconds.
    public static final Duration SILENCE = Duration.ofSeconds(30);

    /// How often a thread of OpenMP looks for work before it sleeps: some microseconds. Sleeping at once costs a tenth
    /// of a training step.
    private static final String SPIN = "20000";

    /// Enough for the noise of a thousand failures.
    private static final long LOG_BYTES_MAX = 16L << 20;

    /// Memory of tensors is freed by scopes alone: JavaCPP's own bookkeeping costs a lock and a file read a tensor.
    private static final List<String> FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xmx1g",
            "-Dorg.bytedeco.javacpp.noPointerGC=true",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Dorg.bytedeco.javacpp.maxBytes=0");

    public WorkerSpec {
        jvmFlags = List.copyOf(jvmFlags);
        environment = Map.copyOf(environment);
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
    }

    /// The log of long ago makes room for a new one.
    private void keepShort() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Starts it; it will connect to `socket`.
    Process start(Path socket) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-XX:ErrorFile=" + log.resolveSibling("hs_err_" + name + "_%p.log"));
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(
                List.of(socket.toString(), Long.toString(ProcessHandle.current().pid())));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // OpenBLAS starts a pool of its own beside OpenMP's, and the two fight: one thread there. OpenMP's threads
        // sleep when they have waited a moment, so that a bot beside them has the processor. Read before a JVM starts.
        keepShort();
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "OPENBLAS_NUM_THREADS",
                        "1",
                        "OMP_NUM_THREADS",
                        Integer.toString(threads),
                        "OMP_WAIT_POLICY",
                        "PASSIVE",
                        "GOMP_SPINCOUNT",
                        SPIN));
        return builder.start();
    }
}
