package dev.becas.gputrainer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramesTest {
    @TempDir
    Path folder;

    private SocketChannel one;
    private SocketChannel other;

    FramesTest() throws IOException {
        one = SocketChannel.open(StandardProtocolFamily.UNIX);
        other = SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            one.close();
            other.close();
            one = SocketChannel.open(address);
            other = server.accept();
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        one.close();
        other.close();
    }

    private String refusal(int length, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        one.write(
                ByteBuffer.allocate(4 + bytes.length).putInt(length).put(bytes).flip());
        one.close();
        return String.valueOf(
                assertThrows(IOException.class, () -> new Frames(other).next()).getMessage());
    }

    @Test
    void whatIsSentArrivesAndTheEndIsSeen() throws Exception {
        try (Frames frames = new Frames(one)) {
            frames.send(new Message.Progress(3, TextNode.valueOf("ä half")));
            frames.send(new Message.Cancel(4));
        }
        Frames there = new Frames(other);
        assertEquals(new Message.Progress(3, TextNode.valueOf("ä half")), there.next());
        assertEquals(new Message.Cancel(4), there.next());
        assertNull(there.next());
    }

    @Test
    void anInterruptedSenderSendsAllAndKeepsTheConnection() throws Exception {
        try (Frames frames = new Frames(one)) {
            Thread.currentThread().interrupt();
            frames.send(new Message.Cancel(1));
            assertTrue(Thread.interrupted(), "the interrupt is kept");
            frames.send(new Message.Cancel(2));
        }
        Frames there = new Frames(other);
        assertEquals(new Message.Cancel(1), there.next());
        assertEquals(new Message.Cancel(2), there.next());
    }

    @Test
    void aFrameHasALimitOnBothSides() throws Exception {
        String big = "x".repeat(Frames.FRAME_BYTES_MAX);
        assertThrows(IOException.class, () -> new Frames(one).send(new Message.Done(1, TextNode.valueOf(big))));
        assertEquals(
                "a frame must have [1, 4194304] bytes but was to have 4194305",
                refusal(Frames.FRAME_BYTES_MAX + 1, ""));
    }

    @Test
    void aLengthThatCannotBeIsRefused() throws Exception {
        assertEquals("a frame must have [1, 4194304] bytes but was to have 0", refusal(0, ""));
        connectAgain();
        assertEquals("a frame must have [1, 4194304] bytes but was to have -1", refusal(-1, ""));
    }

    @Test
    void aFrameThatEndsOrIsNoMessageIsRefused() throws Exception {
        assertEquals("a frame must have 9 bytes but ended after 2", refusal(9, "{}"));
        connectAgain();
        assertTrue(refusal(5, "hello").startsWith("a frame must be a message but is none: "));
        connectAgain();
        assertTrue(refusal(16, "{\"type\":\"dance\"}").startsWith("a frame must be a message but is none: "));
    }

    private void connectAgain() throws IOException {
        other.close();
        java.nio.file.Files.delete(folder.resolve("s"));
        connect();
    }

    @Test
    void moreJobsThanMayWaitAreTurnedAway() throws Exception {
        Frames host = new Frames(one);
        FutureTask<String> served = new FutureTask<>(() -> {
            new WorkerDesk(new Frames(other), EchoWorker.jobs(), why -> {}).serve();
            return "over";
        });
        Thread.ofPlatform().daemon().start(served);
        host.send(new Message.Ask(1, "sleep", TextNode.valueOf(folder.toString())));
        SupervisorTest.await(folder.resolve("began"));
        for (int id = 2; id <= WorkerDesk.WAITING_MAX + 2; id++) {
            host.send(new Message.Ask(id, "echo", TextNode.valueOf("")));
        }
        Message answer = host.next();
        while (answer instanceof Message.Beat) {
            answer = host.next();
        }
        assertEquals(
                new Message.Failed(WorkerDesk.WAITING_MAX + 2, WorkerFailure.BUSY, "1000 jobs wait already"), answer);
        host.send(new Message.Cancel(5));
        answer = host.next();
        while (answer instanceof Message.Beat) {
            answer = host.next();
        }
        assertEquals(new Message.Failed(5, WorkerFailure.CANCELLED, "cancelled before it began"), answer);
    }
}
