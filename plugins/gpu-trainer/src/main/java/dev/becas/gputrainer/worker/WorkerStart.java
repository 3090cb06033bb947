package dev.becas.gputrainer.worker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a worker's process begins and ends.
public final class WorkerStart {
    private WorkerStart() {}

    /// Serves the host that started this process until it is gone; never returns.
    ///
    /// @param arguments the socket, the host's process id
    /// @param jobs by kind
    public static void serve(String[] arguments, Map<String, WorkerJob> jobs) {
        OomKiller.takeMeFirst();
        @Nullable Exception why = null;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]));
                Frames frames = new Frames(channel)) {
            // A host that is killed closes its socket; that it is gone is looked for twice, because an orphan costs
            // most.
            ProcessHandle host = ProcessHandle.of(Long.parseLong(arguments[1]))
                    .orElseThrow(() -> new IOException("the host is gone already"));
            var _ = host.onExit().thenRun(() -> end(null));
            frames.send(new Message.Hello(ProcessHandle.current().pid()));
            new WorkerDesk(frames, jobs, WorkerStart::end).serve();
        } catch (IOException | RuntimeException e) {
            why = e;
        }
        end(why);
    }

    /// At once, whatever native code is busy with.
    static void end(@Nullable Exception why) {
        if (why != null) {
            System.err.println("becas worker: ends because of " + why);
        }
        Runtime.getRuntime().halt(why == null ? 0 : 1);
    }
}
