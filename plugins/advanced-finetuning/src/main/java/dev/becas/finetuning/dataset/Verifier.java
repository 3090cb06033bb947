package dev.becas.finetuning.dataset;

import dev.becas.finetuning.dataset.LineReader.Line;
import dev.becas.finetuning.duplicates.NearDuplicateJoin;
import dev.becas.kernel.id.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks a dataset from its files alone: hashes, schema, order, counts, and the split, whose clusters are computed
/// again.
public final class Verifier {
    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    /// @param folder of one dataset
    public Verifier(Path folder) {
        this.folder = folder;
    }

    /// What was found.
    ///
    /// @param lines    how many examples were read
    /// @param split    recomputed from the texts; null when a file could not be read
    /// @param problems one sentence each; empty when all is well
    public record Report(
            String datasetId, int lines, @Nullable SplitProof split, List<String> problems) {
        public Report {
            problems = List.copyOf(problems);
        }

        /// Whether nothing is wrong.
        public boolean isSound() {
            return problems.isEmpty();
        }
    }

    /// Verifies.
    ///
    /// @throws IOException when there is no manifest to verify against
    public Report verify() throws IOException {
        Manifest manifest = Freezer.readManifest(folder);
        for (Manifest.FileRecord file : manifest.files()) {
            expect("SHA-256 of " + file.name(), file.sha256(), sha256(folder.resolve(file.name())));
        }
        try {
            return new Report(manifest.id(), manifest.trainCount() + manifest.evalCount(), readAll(manifest), problems);
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
            return new Report(manifest.id(), 0, null, problems);
        }
    }

    private SplitProof readAll(Manifest manifest) throws IOException {
        try (NearDuplicateJoin join = NearDuplicateJoin.open(manifest.split().nearDuplicate())) {
            return readAll(manifest, join);
        }
    }

    private SplitProof readAll(Manifest manifest, NearDuplicateJoin join) throws IOException {
        MessageDigest content = Ids.newSha256();
        Seen seen = new Seen();
        try (LineReader train = new LineReader(folder.resolve("train.jsonl"));
                LineReader eval = new LineReader(folder.resolve("eval.jsonl"))) {
            Line left = train.next();
            Line right = eval.next();
            while (left != null || right != null) {
                boolean takeLeft = right == null || (left != null && left.id().compareTo(right.id()) < 0);
                Line line = takeLeft ? left : right;
                if (line == null) {
                    break;
                }
                if (line.isEval() == takeLeft) {
                    problems.add("example " + line.id() + " says split " + (line.isEval() ? "eval" : "train")
                            + " in the other file");
                }
                content.update(line.text().getBytes(StandardCharsets.UTF_8));
                content.update((byte) '\n');
                join.add(line.message());
                seen.add(line, problems);
                left = takeLeft ? train.next() : left;
                right = takeLeft ? right : eval.next();
            }
        }
        expect("contentHash", manifest.contentHash(), HexFormat.of().formatHex(content.digest()));
        expect(
                "trainCount",
                String.valueOf(manifest.trainCount()),
                String.valueOf(seen.size() - seen.evals.cardinality()));
        expect("evalCount", String.valueOf(manifest.evalCount()), String.valueOf(seen.evals.cardinality()));
        return proof(manifest, join, seen);
    }

    private SplitProof proof(Manifest manifest, NearDuplicateJoin join, Seen seen) throws IOException {
        SplitCheck check = new SplitCheck(manifest.split().nearDuplicate(), join.clusters());
        for (int i = 0; i < seen.size(); i++) {
            check.add(i, seen.labels.name(seen.label(i)), seen.evals.get(i), Instant.ofEpochMilli(seen.at(i)));
        }
        SplitProof proof = check.proof(manifest.split().leftOut());
        if (!proof.holds()) {
            problems.add("the split leaks: " + proof.straddlingClusters()
                    + " near-duplicate clusters lie in both parts, labels " + proof.labels());
        }
        return proof;
    }

    private void expect(String what, String wanted, String found) {
        if (!wanted.equals(found)) {
            problems.add(what + " must be " + wanted + " but is " + found);
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Ids.newSha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// What stays of each line: 12 bytes and a bit.
    private static final class Seen {
        private final Names<String> labels = new Names<>();
        private final BitSet evals = new BitSet();
        private long[] at = new long[1 << 10];
        private int[] label = new int[1 << 10];
        private int size;
        private String lastId = "";

        void add(Line line, List<String> problems) {
            if (size == at.length) {
                at = java.util.Arrays.copyOf(at, size * 2);
                label = java.util.Arrays.copyOf(label, size * 2);
            }
            if (line.id().compareTo(lastId) <= 0) {
                problems.add("ids must ascend but " + line.id() + " follows " + lastId);
            }
            lastId = line.id();
            at[size] = line.at().toEpochMilli();
            label[size] = labels.number(line.category() + "/" + line.label());
            evals.set(size, line.isEval());
            size++;
        }

        int size() {
            return size;
        }

        long at(int i) {
            return at[i];
        }

        int label(int i) {
            return label[i];
        }
    }
}
