package dev.becas.bot.cli;

import dev.becas.bot.app.App;
import dev.becas.bot.app.Home;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes commands for a running Becas on a Unix-domain socket that only its owner can open. One line of JSON asks, one
/// answers; `data/becas.control` says where the socket is.
final class ControlServer implements AutoCloseable {
    /// The answer to a command that works on files alone: whoever typed it does it, in the folder where it was typed.
    static final CommandResult NOT_HERE = new CommandResult(-1, "", "");

    static final String ADDRESS_FILE = "becas.control";
    /// A socket's path may have 107 bytes; a folder's made-up name and `control` take up to 35 of them.
    private static final int DATA_PATH_BYTES_MAX = 70;
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final Path folder;
    private final ServerSocketChannel server;
    private final Thread thread;
    private final App app;

    ControlServer(App app) throws IOException {
        this.app = app;
        this.folder = folder(app.home());
        Path socket = folder.resolve("control");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.writeString(addressFile(app.home()), socket.toString());
        this.thread = new Thread(this::serve, "control");
        thread.setDaemon(true);
        thread.start();
    }

    /// A new folder for its owner alone: inside the data folder, or among temporary files where that path is too long
    /// for a socket.
    private static Path folder(Home home) throws IOException {
        var forOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        boolean fits = home.data().toString().getBytes(StandardCharsets.UTF_8).length <= DATA_PATH_BYTES_MAX;
        return fits
                ? Files.createTempDirectory(home.data(), "control", forOwner)
                : Files.createTempDirectory("becas", forOwner);
    }

    Path socket() {
        return folder.resolve("control");
    }

    static Path addressFile(Home home) {
        return home.data().resolve(ADDRESS_FILE);
    }

    /// What is asked.
    record Question(List<String> words) {}

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> answer(client));
            } catch (AsynchronousCloseException e) {
                return;
            } catch (IOException e) {
                LOG.error("the control socket failed", e);
                return;
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
                OutputStream out = Channels.newOutputStream(client)) {
            String line = in.readLine();
            if (line == null) {
                return;
            }
            Question question = Json.read(line, Question.class);
            String[] words = question.words().toArray(String[]::new);
            CommandResult result =
                    app.shell().onFiles(words) ? NOT_HERE : app.shell().run("operator", words);
            out.write((Json.write(result) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            LOG.warn("a command over the control socket failed: {}", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(addressFile(app.home()));
        Files.deleteIfExists(folder.resolve("control"));
        Files.deleteIfExists(folder);
    }
}
