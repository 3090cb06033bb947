package dev.becas.gputrainer.tokenizer;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Text to token ids and back, exactly as the model's own tokenizer does it. Safe for use by several threads.
public interface Tokenizer {
    /// The longest text that is taken, in UTF-16 units; more is an `IllegalArgumentException`.
    int TEXT_LENGTH_MAX = 1 << 24;

    /// How many tokens there are; ids are in [0, size).
    int size();

    /// The ids of a text that others wrote: what looks like a control token in it stays plain text. No BOS, no EOS.
    int[] encode(String text);

    /// The ids of a prompt that we wrote: the names of control tokens become those tokens. With the BOS in front where
    /// the model wants one ([#addsBos]) and the text does not begin with it, no EOS.
    default int[] encodePrompt(String text) {
        return encodePrompt(text, List.of());
    }

    /// The same, but what begins within one of these stretches, which others wrote, is no control token.
    ///
    /// @param contents in order
    int[] encodePrompt(String text, List<TextSpan> contents);

    /// The text of ids; bytes that are no UTF-8 become U+FFFD. Control tokens become their names.
    String decode(int... ids);

    /// The bytes of one token; a control token's name.
    byte[] bytes(int id);

    /// The text of ids one by one, never half a character.
    StreamingDecoder stream();

    /// What the model's tokenizer does to a text before it splits it, e.g. NFC for Qwen3. Engines of the llama.cpp
    /// family leave this out: a text that goes to them as it is must be normalised first.
    String normalise(String text);

    /// Whether a prompt begins with [#bos].
    boolean addsBos();

    /// Whether the model was taught to read [#eos] after a text.
    boolean addsEos();

    /// The token that begins a text.
    OptionalInt bos();

    /// The token that ends an answer.
    OptionalInt eos();

    /// The token that fills up a batch.
    OptionalInt padding();

    /// Every token that ends an answer: [#eos], and the ends of a turn that the vocabulary knows.
    Set<Integer> stops();

    /// The id of the token of this name, as it stands in the vocabulary.
    OptionalInt idOf(String token);
}
