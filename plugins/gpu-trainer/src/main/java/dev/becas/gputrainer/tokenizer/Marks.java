package dev.becas.gputrainer.tokenizer;

import dev.becas.gputrainer.gguf.GgufMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// The tokens that mark where texts begin and end.
record Marks(
        OptionalInt bos,
        OptionalInt eos,
        OptionalInt unknown,
        OptionalInt padding,
        boolean addsBos,
        boolean addsEos,
        Set<Integer> stops) {
    /// Names that end an answer in some model, whatever its `eos` is (as in llama.cpp).
    private static final List<String> ENDS = List.of("<|im_end|>", "<|eot_id|>", "<|end_of_text|>", "<|endoftext|>");

    Marks {
        stops = Set.copyOf(stops);
    }

    static Marks read(GgufMetadata metadata, Vocabulary vocabulary, boolean addsBosByDefault) throws IOException {
        OptionalInt eos = id(metadata, vocabulary, "eos");
        Set<Integer> stops = new TreeSet<>();
        eos.ifPresent(stops::add);
        id(metadata, vocabulary, "eot").ifPresent(stops::add);
        for (String end : ENDS) {
            vocabulary.find(end).stream()
                    .filter(id -> vocabulary.type(id) == TokenType.CONTROL)
                    .forEach(stops::add);
        }
        return new Marks(
                id(metadata, vocabulary, "bos"),
                eos,
                id(metadata, vocabulary, "unknown"),
                id(metadata, vocabulary, "padding"),
                metadata.bool("tokenizer.ggml.add_bos_token").orElse(addsBosByDefault),
                metadata.bool("tokenizer.ggml.add_eos_token").orElse(false),
                stops);
    }

    private static OptionalInt id(GgufMetadata metadata, Vocabulary vocabulary, String name) throws IOException {
        Optional<Integer> id = metadata.integer("tokenizer.ggml." + name + "_token_id", 0, vocabulary.size() - 1);
        return id.isPresent() ? OptionalInt.of(id.get()) : OptionalInt.empty();
    }
}
