package dev.becas.gputrainer.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.Refusals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The byte-level BPE of a `tokenizer.json` (Hugging Face's tokenizers) as a GGUF file holds it, with what
/// `tokenizer_config.json` says of the tokens that begin and end a text. Whatever would cut a text otherwise and is not
/// known here is refused by its name.
public final class TokenizerJson {
    /// The tokenizer.
    public static final String FILE = "tokenizer.json";
    /// Which of its tokens begin and end a text, and the chat template.
    public static final String CONFIG_FILE = "tokenizer_config.json";

    private final Refusals refusals;
    private final JsonNode json;
    private final JsonNode config;
    private final int size;
    private final List<String> tokens;
    private final List<TokenType> types;
    private final Map<String, Integer> ids = new HashMap<>();

    private TokenizerJson(Refusals refusals, JsonNode json, JsonNode config, int size) {
        this.refusals = refusals;
        this.json = json;
        this.config = config;
        this.size = size;
        this.tokens = new ArrayList<>(Collections.nCopies(size, ""));
        this.types = new ArrayList<>(Collections.nCopies(size, TokenType.UNUSED));
    }

    /// Reads it.
    ///
    /// @param config of the folder's `tokenizer_config.json`; an empty object where there is none
    /// @param size rows of the embedding: as many tokens come out, those that are none unused
    /// @param eos the token that ends a text where `config` names none
    /// @throws IOException one sentence: the folder, the file, the field, the rule, the value
    public static List<GgufEntry> entries(Refusals refusals, JsonNode json, JsonNode config, int size, OptionalInt eos)
            throws IOException {
        return new TokenizerJson(refusals, json, config, size).entries(eos);
    }

    private List<GgufEntry> entries(OptionalInt eosOtherwise) throws IOException {
        JsonNode model = json.path("model");
        only("model.type", model.path("type"), "BPE");
        only("model.byte_fallback", model.path("byte_fallback"), "false");
        only("model.continuing_subword_prefix", model.path("continuing_subword_prefix"), "");
        only("model.end_of_word_suffix", model.path("end_of_word_suffix"), "");
        PreTokenizer preTokenizer = preTokenizer();
        only("normalizer.type", json.path("normalizer").path("type"), preTokenizer == PreTokenizer.QWEN2 ? "NFC" : "");
        only("model.ignore_merges", model.path("ignore_merges"), Boolean.toString(preTokenizer.wholeWordsFirst()));
        for (Map.Entry<String, JsonNode> token : model.path("vocab").properties()) {
            put("model.vocab", token.getKey(), token.getValue(), TokenType.NORMAL);
        }
        for (JsonNode added : json.path("added_tokens")) {
            add(added);
        }
        for (int id = 0; id < size; id++) {
            if (types.get(id) == TokenType.UNUSED) {
                tokens.set(id, "[PAD" + id + "]"); // as convert_hf_to_gguf.py of llama.cpp calls them
            }
        }
        OptionalInt bos = special("bos");
        OptionalInt eos = special("eos");
        List<GgufEntry> entries =
                new ArrayList<>(ByteLevelPieces.entries(preTokenizer, tokens, types, merges(model.path("merges"))));
        put(entries, "bos", bos);
        put(entries, "eos", eos.isPresent() ? eos : eosOtherwise);
        put(entries, "padding", special("pad"));
        put(entries, "unknown", special("unk"));
        entries.add(GgufEntry.of("tokenizer.ggml.add_bos_token", bos.isPresent() && beginsWith(bos.getAsInt())));
        return entries;
    }

    private void add(JsonNode added) throws IOException {
        String text = added.path("content").asText();
        for (String strips : List.of("lstrip", "rstrip", "single_word")) {
            only("added_tokens " + Refusals.shown(text) + " " + strips, added.path(strips), "false");
        }
        // Some models mark tokens that control them as if they were text.
        boolean controls = added.path("special").asBoolean() || (text.startsWith("<|") && text.endsWith("|>"));
        put("added_tokens", text, added.path("id"), controls ? TokenType.CONTROL : TokenType.USER_DEFINED);
    }

    private void put(String field, String token, JsonNode id, TokenType type) throws IOException {
        if (!id.isInt() || id.intValue() < 0 || id.intValue() >= size) {
            throw refusals.refuse(
                    FILE + ": id of " + Refusals.shown(token) + " in " + field,
                    "must be in [0, " + (size - 1) + "]",
                    id);
        }
        int place = id.intValue();
        boolean taken =
                types.get(place) != TokenType.UNUSED && !tokens.get(place).equals(token);
        if (taken || ids.getOrDefault(token, place) != place || token.isEmpty()) {
            throw refusals.refuse(FILE + ": the token " + Refusals.shown(token) + " with id " + place + " in " + field
                    + " is there twice, or is empty");
        }
        tokens.set(place, token);
        types.set(place, type);
        ids.put(token, place);
    }

    private List<String> merges(JsonNode merges) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode merge : merges) {
            if (!merge.isTextual() && merge.size() != 2) {
                throw refusals.refuse(FILE + ": model.merges[" + lines.size() + "]", "must be two tokens", merge);
            }
            lines.add(
                    merge.isTextual()
                            ? merge.asText()
                            : merge.path(0).asText() + " " + merge.path(1).asText());
        }
        return lines;
    }

    /// Which of those we know cuts words so.
    private PreTokenizer preTokenizer() throws IOException {
        JsonNode one = json.path("pre_tokenizer");
        List<String> steps = new ArrayList<>();
        if (one.path("type").asText().equals("Sequence")) {
            one.path("pretokenizers").forEach(step -> steps.add(shown(step)));
        } else {
            steps.add(shown(one));
        }
        return Arrays.stream(PreTokenizer.values())
                .filter(known -> known.tokenizerJson().equals(steps))
                .findFirst()
                .orElseThrow(() -> refusals.refuse(
                        FILE + ": pre_tokenizer", "must be that of Llama 3, of Qwen 2 or 3, or of SmolLM", steps));
    }

    /// A step of a pre-tokenizer with all that changes what it does.
    private static String shown(JsonNode step) {
        String type = step.path("type").asText();
        return switch (type) {
            case "Split" ->
                "Split " + step.path("behavior").asText() + " "
                        + step.path("invert").asBoolean() + " "
                        + step.path("pattern").path("Regex").asText();
            case "Digits" -> "Digits " + step.path("individual_digits").asBoolean();
            case "ByteLevel" ->
                "ByteLevel " + step.path("add_prefix_space").asBoolean(true) + " "
                        + step.path("use_regex").asBoolean(true);
            default -> type;
        };
    }

    /// A token by the name that `tokenizer_config.json` gives it: a text, or an object with one.
    private OptionalInt special(String name) throws IOException {
        JsonNode said = config.path(name + "_token");
        String text = said.isObject() ? said.path("content").asText() : said.asText("");
        if (said.isNull() || text.isEmpty()) {
            return OptionalInt.empty();
        }
        Integer id = ids.get(text);
        if (id == null) {
            throw refusals.refuse(CONFIG_FILE + ": " + name + "_token", "must be a token of " + FILE, text);
        }
        return OptionalInt.of(id);
    }

    /// Whether this token is put in front of each text.
    private boolean beginsWith(int bos) {
        JsonNode after = json.path("post_processor");
        List<JsonNode> steps = new ArrayList<>();
        after.path("processors").forEach(steps::add);
        steps.add(after);
        return steps.stream()
                        .filter(step -> step.path("type").asText().equals("TemplateProcessing"))
                        .map(step ->
                                step.path("single").path(0).path("SpecialToken").path("id"))
                        .anyMatch(first -> first.asText().equals(tokens.get(bos)))
                || config.path("add_bos_token").asBoolean(false);
    }

    private static void put(List<GgufEntry> entries, String name, OptionalInt id) {
        id.ifPresent(known -> entries.add(GgufEntry.of("tokenizer.ggml." + name + "_token_id", known)));
    }

    /// Nothing at all, and `null`, mean "" and false.
    private void only(String field, JsonNode value, String wanted) throws IOException {
        String said = value.isMissingNode() || value.isNull() ? "" : value.asText();
        boolean none = said.isEmpty() && wanted.equals("false");
        if (!none && !said.equals(wanted)) {
            throw refusals.refuse(
                    FILE + ": " + field,
                    "must be " + (wanted.isEmpty() ? "none" : wanted),
                    said.isEmpty() ? "none" : said);
        }
    }
}
