package dev.becas.gputrainer.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.gguf.Refusals;
import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.RopeConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `config.json` of a model, as transformers writes it (versions 4 and 5), to a [ModelConfig]. Whatever would change
/// the arithmetic and is not known here is refused by its name, never left out.
final class ConfigJson {
    static final String FILE = "config.json";

    private static final float ROPE_BASE_DEFAULT = 10_000;
    private static final float EPSILON_DEFAULT = 1e-6f;

    /// Fields that ask for other arithmetic, with the values that do not.
    private static final Map<String, Set<String>> PLAIN = Map.of(
            "hidden_act", Set.of("silu"),
            "attention_bias", Set.of("false"),
            "mlp_bias", Set.of("false"),
            "use_sliding_window", Set.of("false"),
            "partial_rotary_factor", Set.of("1", "1.0"));

    /// Fields that must not be there.
    private static final List<String> ABSENT = List.of("quantization_config", "num_experts", "num_local_experts");

    private final Refusals refusals;
    private final JsonNode json;

    ConfigJson(Refusals refusals, JsonNode json) {
        this.refusals = refusals;
        this.json = json;
    }

    /// @param headApart whether the model has an output head of its own; counts where the file does not say
    ModelConfig read(boolean headApart) throws IOException {
        Architecture architecture = architecture();
        refuseOtherArithmetic();
        int width = required("hidden_size");
        int heads = required("num_attention_heads");
        int headWidth = integer("head_dim", heads < 1 ? 0 : width / heads);
        try {
            return new ModelConfig(
                    architecture,
                    required("num_hidden_layers"),
                    width,
                    required("intermediate_size"),
                    heads,
                    integer("num_key_value_heads", heads),
                    headWidth,
                    required("vocab_size"),
                    required("max_position_embeddings"),
                    number(json, "rms_norm_eps", EPSILON_DEFAULT),
                    rope(headWidth),
                    json.path("tie_word_embeddings").asBoolean(!headApart));
        } catch (IllegalArgumentException e) {
            throw new IOException(refusals.refuse(FILE + ": " + e.getMessage()).getMessage(), e);
        }
    }

    private Architecture architecture() throws IOException {
        String type = json.path("model_type").asText();
        Architecture architecture = Arrays.stream(Architecture.values())
                .filter(known -> known.ggufName().equals(type))
                .findFirst()
                .orElseThrow(() -> refusals.refuse(
                        FILE + ": model_type",
                        "must be one of "
                                + Arrays.stream(Architecture.values())
                                        .map(Architecture::ggufName)
                                        .collect(Collectors.joining(", ")),
                        type));
        for (JsonNode name : json.path("architectures")) {
            if (!name.asText().endsWith("ForCausalLM")) {
                throw refusals.refuse(FILE + ": architectures", "must be a model that writes text", name.asText());
            }
        }
        return architecture;
    }

    private void refuseOtherArithmetic() throws IOException {
        for (Map.Entry<String, Set<String>> field : PLAIN.entrySet()) {
            JsonNode value = json.path(field.getKey());
            boolean plain =
                    value.isMissingNode() || value.isNull() || field.getValue().contains(value.asText());
            if (!plain) {
                throw refusals.refuse(FILE + ": " + field.getKey(), "must be one of " + field.getValue(), value);
            }
        }
        for (String field : ABSENT) {
            if (json.hasNonNull(field)) {
                throw refusals.refuse(FILE + ": " + field + " asks for arithmetic that Becas does not do");
            }
        }
        for (JsonNode layer : json.path("layer_types")) {
            if (!layer.asText().equals("full_attention")) {
                throw refusals.refuse(FILE + ": layer_types", "must be full_attention", layer);
            }
        }
    }

    /// The base stands beside the scaling (version 4) or within it (version 5).
    private RopeConfig rope(int headWidth) throws IOException {
        JsonNode scaling =
                json.hasNonNull("rope_parameters") ? json.path("rope_parameters") : json.path("rope_scaling");
        float base = number(scaling, "rope_theta", number(json, "rope_theta", ROPE_BASE_DEFAULT));
        String type = scaling.path("rope_type").asText(scaling.path("type").asText("default"));
        return switch (type) {
            case "default" -> RopeConfig.plain(base, headWidth);
            case "linear" -> RopeConfig.linear(base, headWidth, number(scaling, "factor", Float.NaN));
            case "llama3" ->
                RopeConfig.llama3(
                        base,
                        headWidth,
                        number(scaling, "factor", Float.NaN),
                        number(scaling, "low_freq_factor", Float.NaN),
                        number(scaling, "high_freq_factor", Float.NaN),
                        Math.round(number(scaling, "original_max_position_embeddings", Float.NaN)));
            default -> throw refusals.refuse(FILE + ": rope_type", "must be one of default, linear, llama3", type);
        };
    }

    private int required(String field) throws IOException {
        if (!json.hasNonNull(field)) {
            throw refusals.refuse(FILE + ": there is no " + field);
        }
        return integer(field, 0);
    }

    private int integer(String field, int otherwise) throws IOException {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw refusals.refuse(FILE + ": " + field, "must be a whole number", value);
        }
        return value.intValue();
    }

    private float number(JsonNode from, String field, float otherwise) throws IOException {
        JsonNode value = from.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw refusals.refuse(FILE + ": " + field, "must be a number", value);
        }
        return value.floatValue();
    }
}
