package dev.becas.finetuning.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.finetuning.dataset.LineReader.Line;
import dev.becas.finetuning.dataset.SplitProof.LabelSplit;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts a revision's lines anew, as they are written.
final class Recount {
    /// What a manifest counts, and the field of a line's metadata that says it.
    private static final Map<String, String> COUNTED = Map.of(
            "category", "collectedAs",
            "tier", "tier",
            "outcome", "outcome",
            "provenance", "provenance",
            "label", "label",
            "labelSource", "labelSource",
            "polarity", "polarity");

    private static final int TRAIN = 1;
    private static final int EVAL = 2;

    private final Manifest before;
    private final MessageDigest content = Ids.newSha256();
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
    private final Map<String, LabelSplit> labels = new TreeMap<>();
    private final Map<String, Integer> clusters = new HashMap<>();
    private long scoreSum;
    private int lines;

    Recount(Manifest before) {
        this.before = before;
    }

    void add(Line line, byte[] bytes) throws IOException {
        content.update(bytes);
        JsonNode metadata = Json.MAPPER.readTree(line.text()).path("metadata");
        COUNTED.forEach((name, field) -> counts.computeIfAbsent(name, n -> new TreeMap<>())
                .merge(metadata.path(field).asText(), 1, Integer::sum));
        String label = line.category() + "/" + line.label();
        labels.put(label, labels.getOrDefault(label, LabelSplit.none()).with(line.isEval(), line.at()));
        clusters.merge(line.cluster(), line.isEval() ? EVAL : TRAIN, (a, b) -> a | b);
        scoreSum += metadata.path("score").asInt();
        lines++;
    }

    Manifest manifest(List<Manifest.FileRecord> files, Tombstone tombstone) {
        List<Tombstone> tombstones = new ArrayList<>(before.tombstones());
        tombstones.add(tombstone);
        int straddling = (int)
                clusters.values().stream().filter(c -> c == (TRAIN | EVAL)).count();
        return new Manifest(
                before.id(),
                before.name(),
                before.category(),
                before.schemaVersion(),
                before.asOf(),
                before.filters(),
                before.seed(),
                before.parent(),
                HexFormat.of().formatHex(content.digest()),
                files.getFirst().lines(),
                files.getLast().lines(),
                lines == 0 ? 0 : (int) ((scoreSum + lines / 2) / lines),
                counts,
                before.left(),
                new SplitProof(
                        before.split().nearDuplicate(),
                        clusters.size(),
                        straddling,
                        before.split().leftOut(),
                        labels),
                files,
                tombstone.revision(),
                tombstones);
    }
}
