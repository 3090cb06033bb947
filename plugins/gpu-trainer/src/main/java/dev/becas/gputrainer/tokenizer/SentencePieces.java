package dev.becas.gputrainer.tokenizer;

import dev.becas.gputrainer.gguf.GgufMetadata;
import dev.becas.gputrainer.gguf.Refusals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// SentencePiece BPE (`tokenizer.ggml.model` = `llama`): a space is `▁`, parts are characters, and the pair that makes
/// the token of the highest score merges first. A character without a token falls into its bytes, `<0xE2>`.
final class SentencePieces implements PieceEncoder {
    private static final char SPACE = '▁';
    private static final int TOKEN_CHARACTERS_MAX = 128;

    private final Vocabulary vocabulary;
    private final MergeTable merges;
    private final boolean leadingSpace;
    private final int unknown;
    private final int[] byteIds = new int[256];

    private SentencePieces(Vocabulary vocabulary, MergeTable merges, boolean leadingSpace, int unknown) {
        this.vocabulary = vocabulary;
        this.merges = merges;
        this.leadingSpace = leadingSpace;
        this.unknown = unknown;
        for (int b = 0; b < byteIds.length; b++) {
            byteIds[b] = vocabulary.idOf(String.format("<0x%02X>", b));
        }
    }

    /// @param unknown the token for what has neither a token nor bytes, or -1
    static SentencePieces read(GgufMetadata metadata, Vocabulary vocabulary, int unknown) throws IOException {
        String key = "tokenizer.ggml.scores";
        List<Float> scores = metadata.required(key, metadata.numbers(key));
        if (scores.size() != vocabulary.size()) {
            throw metadata.refusals()
                    .refuse("length of " + key, "must be " + vocabulary.size() + ", one a token,", scores.size());
        }
        boolean leadingSpace = metadata.bool("tokenizer.ggml.add_space_prefix").orElse(true);
        return new SentencePieces(vocabulary, merges(metadata.refusals(), vocabulary, scores), leadingSpace, unknown);
    }

    /// Every way in which two tokens make a third; equal scores have equal ranks, so that the leftmost is first.
    private static MergeTable merges(Refusals refusals, Vocabulary vocabulary, List<Float> scores) throws IOException {
        List<Integer> best = IntStream.range(0, vocabulary.size())
                .boxed()
                .sorted((a, b) -> Float.compare(scores.get(b), scores.get(a)))
                .toList();
        int pairs = 0;
        for (int id = 0; id < vocabulary.size(); id++) {
            int length = vocabulary.token(id).length();
            if (length > TOKEN_CHARACTERS_MAX && vocabulary.type(id) == TokenType.NORMAL) {
                throw refusals.refuse(
                        "length of token " + id, "must be at most " + TOKEN_CHARACTERS_MAX + " characters", length);
            }
            pairs += merges(vocabulary, id, 0, new MergeTable(0), false);
        }
        MergeTable merges = new MergeTable(pairs);
        int rank = -1;
        float score = Float.NaN;
        for (int id : best) {
            if (scores.get(id) != score) {
                score = scores.get(id);
                rank++;
            }
            merges(vocabulary, id, rank, merges, true);
        }
        return merges;
    }

    private static int merges(Vocabulary vocabulary, int id, int rank, MergeTable merges, boolean put) {
        String token = vocabulary.token(id);
        int pairs = 0;
        if (vocabulary.type(id) != TokenType.NORMAL) {
            return 0;
        }
        for (int cut = 1; cut < token.length(); cut++) {
            if (Character.isLowSurrogate(token.charAt(cut))) {
                continue;
            }
            int left = vocabulary.idOf(token.substring(0, cut));
            int right = left < 0 ? -1 : vocabulary.idOf(token.substring(cut));
            if (right >= 0) {
                pairs++;
                if (put) {
                    merges.put(left, right, rank, id);
                }
            }
        }
        return pairs;
    }

    @Override
    public String normalise(String text) {
        return text;
    }

    @Override
    public void encode(String text, boolean leads, Ids to) {
        String spaced = (leads && leadingSpace ? " " + text : text).replace(' ', SPACE);
        PairMerger merger = new PairMerger(merges);
        int[] characters = spaced.codePoints().toArray();
        for (int character : characters) {
            merger.add(vocabulary.idOf(Character.toString(character)));
        }
        merger.merge();
        for (int place = 0; place < merger.size(); place = merger.next(place)) {
            if (merger.id(place) >= 0) {
                to.add(merger.id(place));
            } else {
                addBytes(characters[place], to);
            }
        }
    }

    @Override
    public byte[] bytes(int id) {
        String token = vocabulary.token(id);
        if (vocabulary.type(id) == TokenType.BYTE && token.matches("<0x[0-9A-F]{2}>")) {
            return HexFormat.of().parseHex(token.substring(3, 5));
        }
        return token.replace(SPACE, ' ').getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean addsLeadingSpace() {
        return leadingSpace;
    }

    private void addBytes(int character, Ids to) {
        byte[] bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            int id = byteIds[Byte.toUnsignedInt(b)];
            if (id < 0) {
                if (unknown >= 0) {
                    to.add(unknown);
                }
                return;
            }
            to.add(id);
        }
    }
}
