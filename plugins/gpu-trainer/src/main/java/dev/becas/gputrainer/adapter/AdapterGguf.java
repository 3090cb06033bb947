package dev.becas.gputrainer.adapter;

import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufMetadata;
import dev.becas.gputrainer.gguf.GgufTensor;
import dev.becas.gputrainer.gguf.GgufWriter;
import dev.becas.gputrainer.gguf.TensorData;
import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An adapter as llama.cpp reads it (`llama-adapter.cpp`): beside each weight's name `.lora_a` [rank, in] and `.lora_b`
/// [out, rank], in F32 and in the base's own order of rows.
public final class AdapterGguf {
    private static final String ALPHA = "adapter.lora.alpha";
    private static final String A = ".lora_a";
    private static final String B = ".lora_b";

    private AdapterGguf() {}

    /// Writes an adapter.
    ///
    /// @return the file's sha256
    /// @throws IllegalArgumentException if the adapter has a bias, for which the format has no place
    public static String write(LoraWeights adapter, ModelConfig config, Provenance provenance, Path to)
            throws IOException {
        refuseBias(adapter);
        GgufWriter writer = new GgufWriter();
        writer.put(GgufEntry.of("general.architecture", config.architecture().ggufName()));
        writer.put(GgufEntry.of("general.type", "adapter"));
        writer.put(GgufEntry.of("adapter.type", "lora"));
        writer.put(GgufEntry.of(ALPHA, (float) adapter.settings().alpha()));
        provenance.entries().forEach(writer::put);
        long rank = adapter.settings().rank();
        for (AdapterSite site : adapter.sites()) {
            long inputs = site.kind().inputs(config);
            long outputs = site.kind().outputs(config);
            float[] a = Torch.toFloats(adapter.weights().tensor(LoraWeights.nameOfA(site)));
            float[] b = Torch.toFloats(adapter.weights().tensor(LoraWeights.nameOfB(site)));
            writer.add(TensorData.of(site.ggufName() + A, WeightType.F32, List.of(rank, inputs), a));
            writer.add(TensorData.of(site.ggufName() + B, WeightType.F32, List.of(outputs, rank), b));
        }
        return writer.write(to);
    }

    static void refuseBias(LoraWeights adapter) {
        if (adapter.settings().bias()) {
            throw new IllegalArgumentException("bias must be false for a GGUF file, which has no place for it");
        }
    }

    /// Reads an adapter of this base.
    ///
    /// @param baseSha256 digest of the base's file
    /// @throws IOException one sentence, if the file is no adapter, or one of another base
    public static LoraWeights read(Path path, ModelConfig config, String baseSha256) throws IOException {
        try (GgufFile file = GgufFile.open(path)) {
            GgufMetadata metadata = file.metadata();
            require(metadata, "general.type", "adapter");
            require(metadata, "adapter.type", "lora");
            require(metadata, "general.architecture", config.architecture().ggufName());
            Provenance.refuseOfAnotherBase(metadata, baseSha256);
            float alpha = metadata.required(ALPHA, metadata.number(ALPHA, 0, Float.MAX_VALUE));
            LoraWeights adapter = LoraWeights.zeros(config, settings(file, config, alpha));
            try {
                fill(adapter, file);
                return adapter;
            } catch (IOException | RuntimeException e) {
                adapter.close();
                throw e;
            }
        }
    }

    private static void require(GgufMetadata metadata, String key, String value) throws IOException {
        String found = metadata.required(key, metadata.text(key));
        if (!found.equals(value)) {
            throw metadata.refusals().refuse(key, "must be " + value, found);
        }
    }

    private static LoraSettings settings(GgufFile file, ModelConfig config, float alpha) throws IOException {
        Set<ProjectionKind> targets = EnumSet.noneOf(ProjectionKind.class);
        long rank = 0;
        for (ProjectionKind kind : ProjectionKind.values()) {
            Optional<GgufTensor> a = file.find(kind.ggufName(0) + A);
            if (a.isPresent()) {
                targets.add(kind);
                rank = a.get().info().shape().getFirst();
            }
        }
        if (targets.isEmpty()) {
            throw file.metadata()
                    .refusals()
                    .refuse("there is no tensor " + ProjectionKind.Q.ggufName(0) + A
                            + " nor one of another projection");
        }
        long expected = 2L * targets.size() * config.layers();
        if (file.tensors().size() != expected) {
            throw file.metadata()
                    .refusals()
                    .refuse(
                            "count of tensors",
                            "must be " + expected,
                            file.tensors().size());
        }
        try {
            return new LoraSettings((int) Math.min(rank, Integer.MAX_VALUE), alpha, 0, targets, false);
        } catch (IllegalArgumentException e) {
            throw file.metadata().refusals().refuse(String.valueOf(e.getMessage()));
        }
    }

    private static void fill(LoraWeights adapter, GgufFile file) throws IOException {
        for (AdapterSite site : adapter.sites()) {
            copy(adapter, LoraWeights.nameOfA(site), file, site.ggufName() + A);
            copy(adapter, LoraWeights.nameOfB(site), file, site.ggufName() + B);
        }
    }

    private static void copy(LoraWeights adapter, String ours, GgufFile file, String theirs) throws IOException {
        Optional<GgufTensor> tensor = file.find(theirs);
        if (tensor.isEmpty()) {
            throw file.metadata().refusals().refuse("there is no tensor " + theirs);
        }
        List<Long> shape = shape(adapter.weights().tensor(ours).shape());
        if (!tensor.get().info().shape().equals(shape)) {
            throw file.metadata()
                    .refusals()
                    .refuse(
                            "shape of " + theirs,
                            "must be " + shape,
                            tensor.get().info().shape());
        }
        adapter.weights().set(ours, file.floats(tensor.get()));
    }

    private static List<Long> shape(long... sides) {
        return Arrays.stream(sides).boxed().toList();
    }
}
