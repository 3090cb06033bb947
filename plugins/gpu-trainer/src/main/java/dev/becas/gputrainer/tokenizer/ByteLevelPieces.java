package dev.becas.gputrainer.tokenizer;

import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufMetadata;
import dev.becas.gputrainer.gguf.Refusals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/// Byte-level BPE as GPT-2 has it (`tokenizer.ggml.model` = `gpt2`): words by a [PreTokenizer], each from its bytes by
/// the merges of the file.
final class ByteLevelPieces implements PieceEncoder {
    private final Vocabulary vocabulary;
    private final PreTokenizer preTokenizer;
    private final MergeTable merges;
    private final int[] byteIds = new int[256];

    private ByteLevelPieces(Vocabulary vocabulary, PreTokenizer preTokenizer, MergeTable merges) {
        this.vocabulary = vocabulary;
        this.preTokenizer = preTokenizer;
        this.merges = merges;
        for (int b = 0; b < byteIds.length; b++) {
            byteIds[b] = vocabulary.idOf(String.valueOf(ByteAlphabet.character(b)));
        }
    }

    /// What [#read] reads again, and the tokens with it.
    static List<GgufEntry> entries(
            PreTokenizer preTokenizer, List<String> tokens, List<TokenType> types, List<String> merges) {
        return List.of(
                GgufEntry.of("tokenizer.ggml.model", "gpt2"),
                GgufEntry.of("tokenizer.ggml.pre", preTokenizer.ggufName()),
                GgufEntry.ofTexts("tokenizer.ggml.tokens", tokens),
                GgufEntry.ofIntegers(
                        "tokenizer.ggml.token_type",
                        types.stream().map(TokenType::number).toList()),
                GgufEntry.ofTexts("tokenizer.ggml.merges", merges));
    }

    static ByteLevelPieces read(GgufMetadata metadata, Vocabulary vocabulary, PreTokenizer preTokenizer)
            throws IOException {
        String key = "tokenizer.ggml.merges";
        List<String> lines = metadata.required(key, metadata.texts(key));
        MergeTable merges = new MergeTable(lines.size());
        for (int rank = 0; rank < lines.size(); rank++) {
            String line = lines.get(rank);
            int space = line.indexOf(' ', 1);
            if (space < 0 || space == line.length() - 1) {
                throw refuse(metadata, rank, "must be two tokens with a space between", line);
            }
            int left = known(metadata, vocabulary, rank, line.substring(0, space));
            int right = known(metadata, vocabulary, rank, line.substring(space + 1));
            int merged = known(metadata, vocabulary, rank, line.substring(0, space) + line.substring(space + 1));
            merges.put(left, right, rank, merged);
        }
        return new ByteLevelPieces(vocabulary, preTokenizer, merges);
    }

    @Override
    public String normalise(String text) {
        return preTokenizer == PreTokenizer.QWEN2 ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
    }

    @Override
    public void encode(String text, boolean leads, Ids to) {
        PairMerger merger = new PairMerger(merges);
        preTokenizer.split(text, (start, end) -> encodeWord(text.substring(start, end), merger, to));
    }

    @Override
    public byte[] bytes(int id) {
        String token = vocabulary.token(id);
        return vocabulary.type(id) == TokenType.NORMAL
                ? ByteAlphabet.bytes(token)
                : token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean addsLeadingSpace() {
        return false;
    }

    private void encodeWord(String word, PairMerger merger, Ids to) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        if (preTokenizer.wholeWordsFirst()) {
            int whole = vocabulary.idOf(ByteAlphabet.show(bytes));
            if (whole >= 0) {
                to.add(whole);
                return;
            }
        }
        merger.clear();
        for (byte b : bytes) {
            int id = byteIds[Byte.toUnsignedInt(b)];
            // Some vocabularies lack rare bytes (SmolLM2: 21). The model's own tokenizer leaves them out before it
            // merges, and so do we.
            if (id >= 0) {
                merger.add(id);
            }
        }
        merger.merge();
        for (int place = 0; place < merger.size(); place = merger.next(place)) {
            to.add(merger.id(place));
        }
    }

    private static int known(GgufMetadata metadata, Vocabulary vocabulary, int rank, String token) throws IOException {
        int id = vocabulary.idOf(token);
        if (id < 0) {
            throw refuse(metadata, rank, "must be of tokens of the vocabulary and make one", token);
        }
        return id;
    }

    private static IOException refuse(GgufMetadata metadata, int rank, String rule, String value) {
        Refusals refusals = metadata.refusals();
        return refusals.refuse("tokenizer.ggml.merges[" + rank + "]", rule, value);
    }
}
