package dev.becas.finetuning.dataset;

import dev.becas.finetuning.dataset.LineReader.Line;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Makes a new revision of a frozen dataset in the place of the old one.
///
/// The new files are made in a folder beside it, the manifest last: with a manifest in it that folder is whole. Then
/// each file takes the place of the old one, the manifest last again. Done again after a kill at any instant, it goes
/// on where it was.
public final class Reviser {
    private static final String SUFFIX = "-revision";

    private final Path folder;
    private final Path work;

    /// @param folder of one dataset
    public Reviser(Path folder) {
        this.folder = folder;
        this.work = folder.resolveSibling("." + folder.getFileName() + SUFFIX);
    }

    /// Whether a folder is what a revision is made in.
    public static boolean isWork(Path folder) {
        return String.valueOf(folder.getFileName()).endsWith(SUFFIX);
    }

    /// Ids of examples of this dataset that a revision concerns, those that go before those that stay.
    ///
    /// @param removed   of these the ones that go
    /// @param shortened of these the ones that stay
    public record Concerned(List<String> removed, List<String> shortened) {
        public Concerned {
            removed = List.copyOf(removed);
            shortened = List.copyOf(shortened);
        }

        /// Whether there is nothing to do.
        public boolean isEmpty() {
            return removed.isEmpty() && shortened.isEmpty();
        }
    }

    /// Looks which examples are concerned.
    public Concerned concerned(Revision revision) throws Exception {
        List<String> removed = new ArrayList<>();
        List<String> shortened = new ArrayList<>();
        DatasetIds.forEach(folder, id -> {
            if (revision.concerns(id)) {
                (revision.removed().contains(id) ? removed : shortened).add(id);
            }
        });
        return new Concerned(removed, shortened);
    }

    /// Ends a revision that was cut off when all of its files were made, if there is one.
    public void finish() throws IOException {
        if (Files.exists(work.resolve(Manifest.FILE))) {
            putInPlace(Freezer.readManifest(work));
        }
    }

    /// Revises.
    ///
    /// @return the manifest of the revision
    public Manifest revise(Revision revision, Tombstone tombstone) throws IOException {
        Freezer.deleteTree(work);
        Files.createDirectories(work);
        Manifest revised = write(Freezer.readManifest(folder), revision, tombstone);
        Path unfinished = work.resolve(Manifest.FILE + ".part");
        Files.writeString(unfinished, Json.pretty(revised) + "\n");
        for (Manifest.FileRecord file : revised.files()) {
            sync(work.resolve(file.name()));
        }
        sync(unfinished);
        Files.move(unfinished, work.resolve(Manifest.FILE), StandardCopyOption.ATOMIC_MOVE);
        putInPlace(revised);
        return revised;
    }

    private Manifest write(Manifest before, Revision revision, Tombstone tombstone) throws IOException {
        Recount recount = new Recount(before);
        try (LineReader oldTrain = new LineReader(folder.resolve("train.jsonl"));
                LineReader oldEval = new LineReader(folder.resolve("eval.jsonl"));
                HashedFile train = new HashedFile(work.resolve("train.jsonl"));
                HashedFile eval = new HashedFile(work.resolve("eval.jsonl"))) {
            Line left = oldTrain.next();
            Line right = oldEval.next();
            while (left != null || right != null) {
                boolean takeLeft = right == null || (left != null && left.id().compareTo(right.id()) < 0);
                Line line = takeLeft ? left : right;
                String text = line == null ? null : revision.after(line.id(), line.text());
                if (line != null && text != null) {
                    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
                    (takeLeft ? train : eval).writeLine(bytes, bytes.length);
                    recount.add(line, bytes);
                }
                left = takeLeft ? oldTrain.next() : left;
                right = takeLeft ? right : oldEval.next();
            }
            return recount.manifest(List.of(train.record(), eval.record()), tombstone);
        }
    }

    private void putInPlace(Manifest revised) throws IOException {
        List<String> names = new ArrayList<>(
                revised.files().stream().map(Manifest.FileRecord::name).toList());
        names.add(Manifest.FILE);
        for (String name : names) {
            if (Files.exists(work.resolve(name))) {
                Files.move(
                        work.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Freezer.deleteTree(work);
    }

    /// An erased text shall not come back after a power cut.
    public static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// Removes the folders in which freezes were made that were cut off: they hold texts, and a freeze that is tried
    /// again begins anew.
    public static void removeUnfinishedFreezes(Path datasets) throws IOException {
        if (!Files.isDirectory(datasets)) {
            return;
        }
        try (Stream<Path> all = Files.list(datasets)) {
            for (Path path : all.toList()) {
                if (String.valueOf(path.getFileName()).startsWith(".") && Files.isDirectory(path) && !isWork(path)) {
                    Freezer.deleteTree(path);
                }
            }
        }
    }
}
