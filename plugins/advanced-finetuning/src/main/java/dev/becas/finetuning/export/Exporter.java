package dev.becas.finetuning.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.becas.finetuning.dataset.Freezer;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Copies a dataset into files for others, line by line: `{name}_{unixMillis}.jsonl` in the native format, in all
/// others `{task}-dataset.jsonl` to learn from and `{task}-dataset-eval.jsonl` held out, because nothing in their lines
/// says which. Beside them `{...}.manifest.json` with the hashes, written last.
public final class Exporter {
    private static final String NO_PAIR = "no_corrected_answer";

    private final long bytesMax;

    /// @param maxFileMb a file's size from which the next one is begun, in MiB
    public Exporter(int maxFileMb) {
        this.bytesMax = maxFileMb * 1024L * 1024L;
    }

    /// Exports the dataset in `folder` into `target`.
    ///
    /// @throws IllegalArgumentException when files of another export have these names already
    /// @throws IllegalStateException    when no example has a form in this format
    public ExportManifest export(Path folder, Path target, ExportFormat format) throws IOException {
        Manifest manifest = Freezer.readManifest(folder);
        String base = base(manifest, format);
        Path place = target.resolve(base + ".manifest.json");
        Optional<ExportManifest> before = before(place);
        before.ifPresent(there -> refuseOther(there, manifest, format, target));
        Files.createDirectories(target);
        ExportManifest written = write(folder, manifest, target, base, format);
        before.ifPresent(there -> removeLeftOver(there, written, target));
        Path unfinished = target.resolve(base + ".manifest.json.part");
        Files.writeString(unfinished, Json.pretty(written) + "\n");
        Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return written;
    }

    private ExportManifest write(Path folder, Manifest manifest, Path target, String base, ExportFormat format)
            throws IOException {
        Map<String, Integer> left = new TreeMap<>();
        try (PartFiles train = new PartFiles(target, base, bytesMax);
                PartFiles eval = new PartFiles(target, base + "-eval", bytesMax)) {
            int lines = 0;
            for (Manifest.FileRecord file : manifest.files()) {
                lines += copy(folder.resolve(file.name()), format, train, eval, left);
            }
            if (lines == 0) {
                throw new IllegalStateException("dataset " + manifest.id() + " has nothing to export as "
                        + format.wireName() + ": left out " + left);
            }
            List<Manifest.FileRecord> files = new ArrayList<>(train.putInPlace());
            if (format != ExportFormat.NATIVE) {
                files.addAll(eval.putInPlace());
            }
            List<String> labels = Categories.named(manifest.category()).labelNames();
            return new ExportManifest(
                    manifest.id(),
                    manifest.contentHash(),
                    manifest.name(),
                    manifest.category(),
                    format.wireName(),
                    labels,
                    format == ExportFormat.STRUCTURED ? schema(labels) : null,
                    left,
                    files);
        }
    }

    /// How many lines found a form.
    private static int copy(Path file, ExportFormat format, PartFiles train, PartFiles eval, Map<String, Integer> left)
            throws IOException {
        int lines = 0;
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String raw = reader.readLine(); raw != null; raw = reader.readLine()) {
                number++;
                if (format == ExportFormat.NATIVE) {
                    train.write(raw);
                    lines++;
                    continue;
                }
                FrozenLine example = FrozenLine.read(raw, file + ", line " + number);
                Optional<String> line = format.line(example);
                if (line.isPresent()) {
                    (example.isEval() ? eval : train).write(line.get());
                    lines++;
                } else {
                    left.merge(NO_PAIR, 1, Integer::sum);
                }
            }
        }
        return lines;
    }

    private static String base(Manifest manifest, ExportFormat format) {
        return format == ExportFormat.NATIVE
                ? manifest.name() + "_" + manifest.asOf().toEpochMilli()
                : manifest.category() + "-dataset";
    }

    private static Optional<ExportManifest> before(Path place) throws IOException {
        return Files.exists(place)
                ? Optional.of(Json.read(Files.readString(place), ExportManifest.class))
                : Optional.empty();
    }

    /// A task's files are renewed from its next dataset; what has another format, or is dated and another's, is not
    /// overwritten.
    private static void refuseOther(ExportManifest there, Manifest manifest, ExportFormat format, Path target) {
        boolean sameDataset = there.dataset().equals(manifest.id());
        if (!there.format().equals(format.wireName()) || (format == ExportFormat.NATIVE && !sameDataset)) {
            throw new IllegalArgumentException(
                    target + " holds " + there.files().getFirst().name() + " of dataset " + there.dataset()
                            + " in format " + there.format() + " already: choose another --out");
        }
    }

    /// An export that was larger leaves parts that the new one does not have.
    private static void removeLeftOver(ExportManifest before, ExportManifest written, Path target) {
        for (Manifest.FileRecord file : before.files()) {
            if (written.files().stream().noneMatch(now -> now.name().equals(file.name()))) {
                target.resolve(file.name()).toFile().delete();
            }
        }
    }

    private static @Nullable JsonNode schema(List<String> labels) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode label = properties.putObject("label").put("type", "string");
        if (!labels.isEmpty()) {
            labels.forEach(label.putArray("enum")::add);
        }
        properties.putObject("reason").put("type", "string");
        schema.putArray("required").add("label");
        return schema;
    }
}
