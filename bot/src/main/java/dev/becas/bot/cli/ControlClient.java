package dev.becas.bot.cli;

import dev.becas.bot.app.Home;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks the Becas that runs in a home folder.
final class ControlClient {
    private ControlClient() {}

    /// Its answer; empty when none runs there.
    static Optional<CommandResult> ask(Home home, String[] words, Consumer<String> progress) throws IOException {
        Path address = ControlServer.addressFile(home);
        if (!Files.exists(address)) {
            return Optional.empty();
        }
        Path socket = Path.of(Files.readString(address).strip());
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                OutputStream out = Channels.newOutputStream(channel);
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            out.write((Json.write(new ControlServer.Question(List.of(words))) + "\n").getBytes(StandardCharsets.UTF_8));
            String line = in.readLine();
            if (line == null) {
                throw new IOException("the running Becas closed the connection without an answer; its log says why");
            }
            return Optional.of(Json.read(line, CommandResult.class));
        } catch (java.net.SocketException e) {
            progress.accept(
                    "(the Becas that ran in " + home.folder() + " is gone; opening the folder for this command)");
            Files.deleteIfExists(address);
            return Optional.empty();
        }
    }
}
