package dev.becas.gputrainer.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// The right to work in a run's folder. Whoever takes it writes a higher number (a fencing token) into the folder, so
/// that a run that was left behind sees it and ends, and then waits for the lock that the other holds until it has. So
/// there are never two that write, and the later one wins. A killed process gives its lock back by itself.
public final class Lease implements AutoCloseable {
    private static final String LOCK = "lease.lock";
    private static final String TOKEN = "lease";
    /// A step of a large model on a slow machine.
    private static final Duration WAIT_MAX = Duration.ofMinutes(2);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Path token;
    private final long number;
    private final FileChannel channel;

    private Lease(Path token, long number, FileChannel channel) {
        this.token = token;
        this.number = number;
        this.channel = channel;
    }

    /// Waits until nobody else works in `folder`.
    ///
    /// @throws IOException if a run that was left behind does not end, or a later one was quicker
    public static Lease take(Path folder) throws IOException, InterruptedException {
        return take(folder, WAIT_MAX);
    }

    static Lease take(Path folder, Duration waitMax) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path token = folder.resolve(TOKEN);
        long number = read(token) + 1;
        write(token, number);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Lease lease = new Lease(token, number, channel);
        try {
            lease.awaitLock(folder, waitMax);
            lease.check();
            return lease;
        } catch (UncheckedIOException e) {
            channel.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException | InterruptedException e) {
            channel.close();
            throw e;
        }
    }

    private void awaitLock(Path folder, Duration waitMax) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (!locked()) {
            if (System.nanoTime() - began > waitMax.toNanos()) {
                throw new IOException(
                        "another run works in " + folder + " and did not end within " + waitMax.toMillis() + " ms");
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private boolean locked() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null; // held until the channel is closed
        } catch (OverlappingFileLockException e) {
            return false; // by another thread of this process
        }
    }

    /// Asked at each step.
    ///
    /// @throws UncheckedIOException if a later run took over; this one must not write any more
    public void check() {
        try {
            long now = WholeFile.with(() -> read(token));
            if (now != number) {
                throw new IOException(
                        token.getParent() + " was taken over by a later run (" + now + " after " + number + ")");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static long read(Path token) throws IOException {
        if (!Files.exists(token)) {
            return 0;
        }
        String text = Files.readString(token).strip();
        if (!text.matches("[0-9]{1,18}")) {
            throw new IOException(token + " must hold a number but holds '" + text + "'");
        }
        return Long.parseLong(text);
    }

    private static void write(Path token, long number) throws IOException {
        Path fresh = Files.createTempFile(token.toAbsolutePath().getParent(), TOKEN, ".new");
        Files.writeString(fresh, Long.toString(number));
        Files.move(fresh, token, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
