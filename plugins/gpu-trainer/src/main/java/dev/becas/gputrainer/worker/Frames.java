package dev.becas.gputrainer.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.becas.kernel.json.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Messages over a socket: four bytes of length, the highest first, then so many bytes of JSON. Any thread sends, one
/// receives. Bytes leave by a thread of their own: an interrupted thread that writes to a channel closes it, and
/// whoever interrupts one job must not cut off all others.
final class Frames implements AutoCloseable {
    /// A report with the figures of a thousand labels takes half a megabyte; more than this is no message.
    static final int FRAME_BYTES_MAX = 4 << 20;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final ExecutorService sending = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("becas-frames").factory());

    Frames(SocketChannel channel) {
        this.channel = channel;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    /// Sends all of it, also when this thread is interrupted meanwhile; the interrupt stays set.
    ///
    /// @throws IOException if it is too long, or nobody is there
    void send(Message message) throws IOException {
        byte[] bytes = Json.MAPPER.writerFor(Message.class).writeValueAsBytes(message);
        check(bytes.length);
        Future<?> sent;
        try {
            sent = sending.submit(() -> write(bytes));
        } catch (RejectedExecutionException e) {
            throw new IOException("the connection is closed", e);
        }
        await(sent);
    }

    private @Nullable Void write(byte... bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
        return null;
    }

    private static void await(Future<?> sent) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    sent.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(Objects.requireNonNull(e.getCause()).getMessage(), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// The next message; null when the other side is gone.
    ///
    /// @throws IOException one sentence, if what came is no message
    @Nullable
    Message next() throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException e) {
            return null;
        }
        check(length);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("a frame must have " + length + " bytes but ended after " + bytes.length);
        }
        try {
            return Json.MAPPER.readValue(bytes, Message.class);
        } catch (JsonProcessingException e) {
            throw new IOException("a frame must be a message but is none: " + e.getOriginalMessage(), e);
        }
    }

    private static void check(int length) throws IOException {
        if (length < 1 || length > FRAME_BYTES_MAX) {
            throw new IOException("a frame must have [1, " + FRAME_BYTES_MAX + "] bytes but was to have " + length);
        }
    }

    @Override
    public void close() throws IOException {
        sending.shutdown();
        channel.close();
    }
}
