package dev.becas.kernel.failpoint;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;

/// A process that may be halted at any instant: it publishes, writes one effect for each event, and does outside work
/// for some. Whatever was acknowledged it notes in a ledger beside the store, on the disk before it goes on.
public final class Worked {
    static final int EVENTS = 120;
    static final int WORK_EVERY = 10;

    private Worked() {}

    public static void main(String[] arguments) throws Exception {
        run(Path.of(arguments[0]));
    }

    /// From wherever it stopped to the end.
    static void run(Path folder) throws Exception {
        try (Kernel kernel = KernelInFolder.open(folder);
                FileChannel ledger = FileChannel.open(
                        folder.resolve("ledger"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            kernel.bus()
                    .write("tables", tx -> tx.sql().execute("CREATE TABLE IF NOT EXISTS effect (id TEXT PRIMARY KEY)"));
            kernel.bus().work("mail", item -> {
                note(folder, item.key());
                return tx -> tx.sql().execute("INSERT INTO effect VALUES (?)", "mail " + item.key());
            });
            kernel.bus()
                    .subscribe(Subscription.to(
                            "worked.effect",
                            batch -> tx -> {
                                for (var delivery : batch) {
                                    String id = delivery.event().head().id();
                                    tx.sql().execute("INSERT INTO effect VALUES (?)", id);
                                    if (Integer.parseInt(((MessageDeleted) delivery.event()).messageId()) % WORK_EVERY
                                            == 0) {
                                        tx.outbox("mail", id, id, "hello");
                                    }
                                }
                            },
                            Set.of(MessageDeleted.class)));
            for (int n = 0; n < EVENTS; n++) {
                kernel.bus().publish(KernelInFolder.deletion("g" + n % 3, n));
                ledger.write(ByteBuffer.wrap(
                        (KernelInFolder.deletion("g" + n % 3, n).head().id() + "\n").getBytes(StandardCharsets.UTF_8)));
                ledger.force(false);
            }
            kernel.bus().awaitQuiet(Duration.ofSeconds(30));
        }
    }

    /// Outside work that finds what it left behind.
    private static void note(Path folder, String key) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("mail")).resolve(key), "hello");
    }
}
