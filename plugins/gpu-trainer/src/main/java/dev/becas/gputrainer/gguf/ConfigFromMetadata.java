package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ModelTensors;
import dev.becas.gputrainer.model.RopeConfig;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.model.WeightType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The metadata of a file to a [ModelConfig]. Whatever would change the arithmetic and is not known here is refused by
/// its name, never left out.
final class ConfigFromMetadata {
    /// Below an architecture's name: each asks for arithmetic that Becas does not do.
    private static final List<String> UNKNOWN_ARITHMETIC = List.of(
            "attention.scale",
            "attention.clamp_kqv",
            "attention.max_alibi_bias",
            "attention.sliding_window",
            "attn_logit_softcapping",
            "embedding_scale",
            "expert_count",
            "final_logit_softcapping",
            "logit_scale",
            "pooling_type",
            "residual_scale",
            "use_parallel_residual");

    private static final float ROPE_BASE_DEFAULT = 10_000;

    private final GgufFile file;
    private final GgufMetadata metadata;
    private final Refusals refusals;
    private final Architecture architecture;

    ConfigFromMetadata(GgufFile file) throws IOException {
        this.file = file;
        this.metadata = file.metadata();
        this.refusals = metadata.refusals();
        this.architecture = architecture();
    }

    ModelConfig read() throws IOException {
        refuseUnknownArithmetic();
        int heads = required("attention.head_count", 1024);
        int width = required("embedding_length", ModelConfig.WIDTH_MAX);
        int headWidth = optional("attention.key_length").orElse(width / heads);
        same("attention.value_length", headWidth);
        same("rope.dimension_count", headWidth);
        WeightInfo embedding = embedding();
        int vocabulary = (int) Math.min(embedding.shape().getFirst(), Integer.MAX_VALUE);
        same("vocab_size", vocabulary);
        try {
            return new ModelConfig(
                    architecture,
                    required("block_count", ModelConfig.LAYERS_MAX),
                    width,
                    required("feed_forward_length", ModelConfig.WIDTH_MAX),
                    heads,
                    optional("attention.head_count_kv").orElse(heads),
                    headWidth,
                    vocabulary,
                    required("context_length", 1 << 24),
                    epsilon(),
                    rope(headWidth),
                    file.find(ModelTensors.OUTPUT).isEmpty());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    refusals.refuse(String.valueOf(e.getMessage())).getMessage(), e);
        }
    }

    private Architecture architecture() throws IOException {
        String type = metadata.text("general.type").orElse("model");
        if (!type.equals("model")) {
            throw refusals.refuse("general.type", "must be model", type);
        }
        String name = metadata.required("general.architecture", metadata.text("general.architecture"));
        return Arrays.stream(Architecture.values())
                .filter(known -> known.ggufName().equals(name))
                .findFirst()
                .orElseThrow(() -> refusals.refuse(
                        "general.architecture",
                        "must be one of "
                                + Arrays.stream(Architecture.values())
                                        .map(Architecture::ggufName)
                                        .collect(Collectors.joining(", ")),
                        name));
    }

    private void refuseUnknownArithmetic() throws IOException {
        for (String name : UNKNOWN_ARITHMETIC) {
            GgufEntry entry = metadata.entries().stream()
                    .filter(candidate -> candidate.key().equals(key(name)))
                    .findFirst()
                    .orElse(null);
            boolean means = entry != null && !(entry.type().isInteger() && entry.integer() == 0);
            if (means) {
                throw refusals.refuse(key(name) + " asks for arithmetic that Becas does not do");
            }
        }
        if (!metadata.bool(key("attention.causal")).orElse(true)) {
            throw refusals.refuse(key("attention.causal"), "must be true", "false");
        }
        int parts = metadata.integer("split.count", 0, Integer.MAX_VALUE).orElse(1);
        if (parts > 1) {
            throw refusals.refuse("split.count", "must be 1: join the parts first,", parts);
        }
    }

    private float epsilon() throws IOException {
        String key = key("attention.layer_norm_rms_epsilon");
        return metadata.required(key, metadata.number(key, 0, 0.1));
    }

    private RopeConfig rope(int headWidth) throws IOException {
        float base = metadata.number(key("rope.freq_base"), 1, 1e12).orElse(ROPE_BASE_DEFAULT);
        String scaling = metadata.text(key("rope.scaling.type")).orElse("none");
        var linear = metadata.number(key("rope.scale_linear"), 0, 1e6);
        var factor = metadata.number(key("rope.scaling.factor"), 0, 1e6);
        List<Float> divisors = divisors(headWidth);
        if (!divisors.isEmpty()) {
            if (!scaling.equals("none")) {
                throw refusals.refuse(
                        key("rope.scaling.type"), "must be none beside " + ModelTensors.ROPE_DIVISORS, scaling);
            }
            return new RopeConfig(base, headWidth, divisors);
        }
        return switch (scaling) {
            case "none" ->
                linear.isPresent() && linear.get() != 1
                        ? RopeConfig.linear(base, headWidth, linear.get())
                        : RopeConfig.plain(base, headWidth);
            case "linear" -> RopeConfig.linear(base, headWidth, metadata.required(key("rope.scaling.factor"), factor));
            default -> throw refusals.refuse(key("rope.scaling.type"), "must be none or linear", scaling);
        };
    }

    private List<Float> divisors(int headWidth) throws IOException {
        var tensor = file.find(ModelTensors.ROPE_DIVISORS);
        if (tensor.isEmpty()) {
            return List.of();
        }
        WeightInfo info = tensor.get().info();
        if (!info.shape().equals(List.of(headWidth / 2L)) || info.type() != WeightType.F32) {
            throw refusals.refuse(info.name(), "must be " + headWidth / 2 + " numbers as F32", info.shape());
        }
        float[] values = new float[headWidth / 2];
        Dequantizer.read(refusals, info.name(), info.type(), file.raw(tensor.get()), 0, MemorySegment.ofArray(values));
        List<Float> divisors = new ArrayList<>();
        for (float value : values) {
            divisors.add(value);
        }
        return divisors;
    }

    private WeightInfo embedding() throws IOException {
        return file.find(ModelTensors.EMBEDDING)
                .orElseThrow(() -> refusals.refuse("there is no tensor " + ModelTensors.EMBEDDING))
                .info();
    }

    private int required(String name, int max) throws IOException {
        return metadata.required(key(name), metadata.integer(key(name), 1, max));
    }

    private Optional<Integer> optional(String name) throws IOException {
        return metadata.integer(key(name), 1, ModelConfig.WIDTH_MAX);
    }

    private void same(String name, int expected) throws IOException {
        int value = optional(name).orElse(expected);
        if (value != expected) {
            throw refusals.refuse(key(name), "must be " + expected, value);
        }
    }

    private String key(String name) {
        return architecture.ggufName() + "." + name;
    }
}
