package dev.becas.gputrainer.worker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// Where one worker connects, once: a Unix-domain socket in a folder that only its owner can open.
///
/// @param folder holds nothing but the socket
/// @param path of the socket
record WorkerSocket(ServerSocketChannel server, Path folder, Path path) implements AutoCloseable {
    /// A cold cache and a busy machine: LibTorch is not loaded before the first job.
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    static WorkerSocket open() throws IOException {
        var forOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path folder = Files.createTempDirectory("becas", forOwner);
        Path path = folder.resolve("worker");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        server.configureBlocking(false);
        return new WorkerSocket(server, folder, path);
    }

    /// Waits for the worker.
    ///
    /// @throws IOException one sentence, if it ends before or does not come in time
    Frames accept(WorkerSpec spec, Process process) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < START_MAX.toNanos()) {
            SocketChannel channel = server.accept();
            if (channel != null) {
                return greeted(new Frames(channel), process.pid());
            }
            if (!process.isAlive()) {
                throw new IOException("the " + spec.name() + "'s process did not start (exit code "
                        + process.exitValue() + "); what it said is in " + spec.log());
            }
            Thread.sleep(LOOK_EVERY);
        }
        throw new IOException("the " + spec.name() + "'s process did not start within " + START_MAX.toSeconds() + " s");
    }

    private Frames greeted(Frames frames, long pid) throws IOException {
        if (frames.next() instanceof Message.Hello hello && hello.pid() == pid) {
            return frames;
        }
        frames.close();
        throw new IOException("what connected to " + path + " is not the worker that was started");
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        Files.deleteIfExists(folder);
    }
}
