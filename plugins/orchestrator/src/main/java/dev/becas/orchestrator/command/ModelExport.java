package dev.becas.orchestrator.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.orchestrator.pipeline.Round;
import dev.becas.orchestrator.pipeline.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `model export`: a version's artifact with its papers, to take elsewhere.
final class ModelExport {
    private final Desk desk;

    ModelExport(Desk desk) {
        this.desk = desk;
    }

    Command command() {
        return new Command(
                "model export",
                "Copies a version's artifact into a folder, with its provenance and evidence as JSON beside it.",
                List.of(new Parameter("version", "a registered version", true)),
                List.of(Option.value("out", "the folder; exports of the data folder when left out", "")),
                this::export);
    }

    /// What is written beside the artifact.
    private record Papers(ModelVersion version, @Nullable Round evidence) {}

    private CommandResult export(CommandCall call) throws IOException {
        ModelVersion version = desk.version(call.required("version"));
        Path data = desk.context().dataFolder();
        Path folder = call.find("out")
                .map(Path::of)
                .orElseGet(() -> data.resolve("exports"))
                .toAbsolutePath()
                .resolve(version.name());
        Path artifact = data.resolve(version.artifact());
        if (!Files.exists(artifact)) {
            throw new NoSuchFileException(artifact.toString(), null, "the files of " + version.name() + " are gone");
        }
        copy(artifact, folder.resolve(artifact.getFileName().toString()));
        Round evidence = desk.context()
                .store()
                .read(h -> Rounds.thatMade(h, version.name()))
                .orElse(null);
        Files.writeString(folder.resolve("version.json"), Json.pretty(new Papers(version, evidence)));
        return CommandResult.ok(
                version.name() + " is in " + folder + ".",
                Map.of("version", version.name(), "folder", folder.toString(), "digest", version.digest()));
    }

    /// A file, or a folder with all that is in it.
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.toAbsolutePath().getParent());
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
