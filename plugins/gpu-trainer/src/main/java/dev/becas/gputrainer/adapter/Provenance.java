package dev.becas.gputrainer.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.dataset.AnswerForm;
import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufMetadata;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where what was learned comes from. It stands in each file that is written, as texts whose keys begin with `becas.`.
///
/// @param baseSha256 digest of the base's file, 64 hexadecimal digits
/// @param datasetHash of what was learned
/// @param settings by the names of the reference
/// @param seed of everything random
/// @param metrics of the held-out evaluation, by name
public record Provenance(
        String baseSha256, String datasetHash, Map<String, String> settings, long seed, Map<String, Double> metrics) {
    /// The setting that says whether anything follows the label of an answer.
    private static final String ANSWERS = "answers";

    private static final String LABEL_ALONE = "label";
    private static final String LABEL_AND_MORE = "label and more";
    /// The setting that says what stands in front of the label of each answer; left out where that is nothing.
    private static final String OPENING = "answersBegin";

    private static final String BASE = "becas.base_sha256";
    private static final String DATASET = "becas.dataset_hash";
    private static final String SETTINGS = "becas.settings";
    private static final String SEED = "becas.seed";
    private static final String METRICS = "becas.metrics";

    public Provenance {
        if (!baseSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("baseSha256 must be 64 hexadecimal digits but was " + baseSha256);
        }
        settings = Map.copyOf(settings);
        metrics = Map.copyOf(metrics);
    }

    /// How the adapter in this file says its labels; empty where the file does not say, as those of other tools.
    public static Optional<AnswerForm> answerForm(GgufMetadata metadata) throws IOException {
        Optional<String> settings = metadata.text(SETTINGS);
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        JsonNode words;
        try {
            words = Json.MAPPER.readTree(settings.get());
        } catch (JsonProcessingException e) {
            throw new IOException(SETTINGS + " must be JSON but was not: " + e.getOriginalMessage(), e);
        }
        return words.path(ANSWERS).isMissingNode()
                ? Optional.empty()
                : Optional.of(new AnswerForm(
                        words.path(OPENING).asText(),
                        LABEL_ALONE.equals(words.path(ANSWERS).asText())));
    }

    /// Settings, and with them the form of the answers that were learned.
    public static Map<String, String> withForm(Map<String, String> settings, AnswerForm form) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put(ANSWERS, form.alone() ? LABEL_ALONE : LABEL_AND_MORE);
        if (!form.opening().isEmpty()) {
            all.put(OPENING, form.opening());
        }
        return all;
    }

    /// As a file keeps it.
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(BASE, baseSha256);
        words.put(DATASET, datasetHash);
        words.put(SETTINGS, Json.write(new TreeMap<>(settings)));
        words.put(SEED, Long.toString(seed));
        words.put(METRICS, Json.write(new TreeMap<>(metrics)));
        return words;
    }

    /// As a GGUF file keeps it.
    List<GgufEntry> entries() {
        return words().entrySet().stream()
                .map(word -> GgufEntry.of(word.getKey(), word.getValue()))
                .toList();
    }

    /// Refuses what was made for another base than this one: an adapter on a strange base is noise.
    static void refuseOfAnotherBase(GgufMetadata metadata, String baseSha256) throws IOException {
        String said = metadata.text(BASE).orElse("unknown");
        if (!said.equals(baseSha256)) {
            throw metadata.refusals().refuse(BASE, "must be " + baseSha256, said);
        }
    }
}
