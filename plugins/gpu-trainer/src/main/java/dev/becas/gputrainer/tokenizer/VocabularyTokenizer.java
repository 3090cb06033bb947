package dev.becas.gputrainer.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A tokenizer of any family: special tokens first, the rest by its [PieceEncoder].
final class VocabularyTokenizer implements Tokenizer {
    private final Vocabulary vocabulary;
    private final PieceEncoder pieces;
    private final Marks marks;
    private final SpecialTokens ofPrompts;
    private final SpecialTokens ofTexts;

    VocabularyTokenizer(Vocabulary vocabulary, PieceEncoder pieces, Marks marks) {
        this.vocabulary = vocabulary;
        this.pieces = pieces;
        this.marks = marks;
        this.ofPrompts = SpecialTokens.ofPrompts(vocabulary);
        this.ofTexts = SpecialTokens.ofTexts(vocabulary);
    }

    @Override
    public int size() {
        return vocabulary.size();
    }

    @Override
    public int[] encode(String text) {
        Ids ids = new Ids();
        encode(text, List.of(), ofTexts, ids);
        return ids.toArray();
    }

    @Override
    public int[] encodePrompt(String text, List<TextSpan> contents) {
        Ids ids = new Ids();
        boolean there = marks.bos().isPresent()
                && text.startsWith(vocabulary.token(marks.bos().getAsInt()));
        if (marks.addsBos() && marks.bos().isPresent() && !there) {
            ids.add(marks.bos().getAsInt());
        }
        encode(text, contents, ofPrompts, ids);
        return ids.toArray();
    }

    private void encode(String text, List<TextSpan> contents, SpecialTokens specials, Ids to) {
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "a text must have at most " + TEXT_LENGTH_MAX + " characters but has " + text.length());
        }
        specials.split(text, contents, new SpecialTokens.Stretch() {
            @Override
            public void special(int id) {
                to.add(id);
            }

            @Override
            public void text(String plain, boolean leads) {
                pieces.encode(pieces.normalise(plain), leads, to);
            }
        });
    }

    @Override
    public String decode(int... ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            bytes.writeBytes(bytes(id));
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return pieces.addsLeadingSpace() && text.startsWith(" ") ? text.substring(1) : text;
    }

    @Override
    public byte[] bytes(int id) {
        if (id < 0 || id >= size()) {
            throw new IllegalArgumentException("a token must be in [0, " + size() + ") but was " + id);
        }
        return vocabulary.type(id) == TokenType.CONTROL
                ? vocabulary.token(id).getBytes(StandardCharsets.UTF_8)
                : pieces.bytes(id);
    }

    @Override
    public StreamingDecoder stream() {
        return new StreamingDecoder(this, pieces.addsLeadingSpace());
    }

    @Override
    public String normalise(String text) {
        return pieces.normalise(text);
    }

    @Override
    public boolean addsBos() {
        return marks.addsBos();
    }

    @Override
    public boolean addsEos() {
        return marks.addsEos();
    }

    @Override
    public OptionalInt bos() {
        return marks.bos();
    }

    @Override
    public OptionalInt eos() {
        return marks.eos();
    }

    @Override
    public OptionalInt padding() {
        return marks.padding();
    }

    @Override
    public Set<Integer> stops() {
        return marks.stops();
    }

    @Override
    public OptionalInt idOf(String token) {
        return vocabulary.find(token);
    }
}
