package dev.becas.bot.cli;

import dev.becas.bot.app.Home;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts a copy of the store back. The store that was there is kept beside it.
@Command(
        name = "restore",
        description = "Puts a backup of the store back; the store that was there is kept beside it.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Parameters(paramLabel = "FILE", description = "A file that `becas backup` wrote.")
    private Path backup = Path.of("");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The installation's folder (default: ${DEFAULT-VALUE}).",
            defaultValue = Globals.DEFAULT_HOME)
    private Path home = Path.of(Globals.DEFAULT_HOME);

    @Option(names = "--json", description = "Answers as JSON.")
    private boolean json;

    private final PrintStream out;

    RestoreCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        requireStore(backup);
        Path data = Files.createDirectories(new Home(home).data());
        try (FileChannel channel = FileChannel.open(
                        data.resolve("becas.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new IOException("the data folder " + data + " is in use; stop that Becas first");
            }
            Path store = data.resolve("becas.db");
            Path kept = data.resolve("becas.db.before-restore");
            for (String suffix : new String[] {"", "-wal", "-shm"}) {
                Path part = data.resolve("becas.db" + suffix);
                if (Files.exists(part)) {
                    Files.move(
                            part,
                            data.resolve("becas.db.before-restore" + suffix),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.copy(backup, store);
            String text = "restored " + store + " from " + backup + "; what was there is in " + kept;
            out.println(
                    json
                            ? dev.becas.kernel.json.Json.pretty(
                                    java.util.Map.of("store", store.toString(), "kept", kept.toString()))
                            : text);
        }
        return 0;
    }

    private static void requireStore(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no backup " + file);
        }
        try (var in = Files.newInputStream(file)) {
            if (!java.util.Arrays.equals(SQLITE, in.readNBytes(SQLITE.length))) {
                throw new IOException(file + " is no backup of a store: it does not begin as one");
            }
        }
    }
}
