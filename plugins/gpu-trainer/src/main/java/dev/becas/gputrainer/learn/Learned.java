package dev.becas.gputrainer.learn;

import dev.becas.gputrainer.adapter.AdapterGguf;
import dev.becas.gputrainer.adapter.MergedGguf;
import dev.becas.gputrainer.adapter.PeftAdapter;
import dev.becas.gputrainer.adapter.Provenance;
import dev.becas.gputrainer.adapter.TrainedGguf;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.train.AllWeights;
import dev.becas.gputrainer.train.LoraWeights;
import dev.becas.gputrainer.train.TrainingLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a run came to, on the model that it was learned for. The run it is of owns it.
public sealed interface Learned {
    /// An adapter as PEFT writes it: a folder.
    String PEFT = "adapter";
    /// An adapter in one file.
    String ADAPTER = "adapter.gguf";
    /// Base and adapter in one file.
    String MERGED = "merged.gguf";
    /// A model whose own weights were trained.
    String MODEL = "model.gguf";

    /// The model, which answers with what was learned.
    LanguageModel model();

    /// How it went.
    TrainingLoop.Outcome outcome();

    /// Puts what was learned on another model of the same base.
    void putOn(LanguageModel other);

    /// Writes it.
    ///
    /// @param type of touched weights in a whole model; empty for no merged model
    /// @param baseSha256 digest of the base's file
    /// @return what was written by its name in `out`, with its sha256 where it is one file
    Map<String, String> write(
            GgufModel base, String baseSha256, Optional<WeightType> type, Provenance provenance, Path out)
            throws IOException;

    /// An adapter, on its base.
    record Adapter(LanguageModel model, LoraWeights weights, TrainingLoop.Outcome outcome) implements Learned {
        @Override
        public void putOn(LanguageModel other) {
            other.adapters(weights.pairs());
        }

        @Override
        public Map<String, String> write(
                GgufModel base, String baseSha256, Optional<WeightType> type, Provenance provenance, Path out)
                throws IOException {
            Map<String, String> files = new TreeMap<>();
            PeftAdapter.write(weights, base.config(), baseSha256, provenance, out.resolve(PEFT));
            files.put(PEFT, "");
            files.put(ADAPTER, AdapterGguf.write(weights, base.config(), provenance, out.resolve(ADAPTER)));
            if (type.isPresent()) {
                files.put(MERGED, MergedGguf.write(base, weights, type.get(), provenance, out.resolve(MERGED)));
            }
            return files;
        }
    }

    /// All weights, in the place of the base's.
    record Whole(LanguageModel model, AllWeights weights, TrainingLoop.Outcome outcome) implements Learned {
        @Override
        public void putOn(LanguageModel other) {
            other.replaceWeights(weights.weights().tensors());
        }

        @Override
        public Map<String, String> write(
                GgufModel base, String baseSha256, Optional<WeightType> type, Provenance provenance, Path out)
                throws IOException {
            WeightType matrices = type.orElseThrow(() -> new IllegalArgumentException("a whole model needs a type"));
            return Map.of(MODEL, TrainedGguf.write(base, weights, matrices, provenance, out.resolve(MODEL)));
        }
    }
}
