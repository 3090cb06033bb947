package dev.becas.gputrainer.dataset;

import dev.becas.gputrainer.chat.ChatMessage;
import dev.becas.gputrainer.chat.ChatOptions;
import dev.becas.gputrainer.chat.ChatRole;
import dev.becas.gputrainer.chat.ChatTemplate;
import dev.becas.gputrainer.chat.ChatText;
import dev.becas.gputrainer.tokenizer.Tokenizer;
import dev.becas.gputrainer.train.Example;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Rows as a model reads them: the prompt by its own template up to where the answer begins, then the answer, then the
/// token that ends it.
public final class RowTokens {
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final int tokensMax;

    /// @param tokensMax of prompt and answer together
    public RowTokens(Tokenizer tokenizer, ChatTemplate template, int tokensMax) {
        this.tokenizer = tokenizer;
        this.template = template;
        this.tokensMax = tokensMax;
    }

    /// What comes before the answer.
    public int[] prompt(DataRow row) {
        return prompt(List.of(), row);
    }

    /// The same behind examples, each a turn of its own with its answer.
    ///
    /// @param shots rows with an output or a label
    public int[] prompt(List<DataRow> shots, DataRow row) {
        List<ChatMessage> messages = new ArrayList<>();
        if (row.system() != null) {
            messages.add(new ChatMessage(ChatRole.SYSTEM, row.system()));
        }
        for (DataRow shot : shots) {
            messages.add(new ChatMessage(ChatRole.USER, shot.input()));
            messages.add(new ChatMessage(ChatRole.ASSISTANT, shot.answer()));
        }
        messages.add(new ChatMessage(ChatRole.USER, row.input()));
        ChatText text = template.render(messages, ChatOptions.QUESTION);
        return tokenizer.encodePrompt(text.text(), text.contents());
    }

    /// An answer after which nothing comes.
    ///
    /// @throws IOException if the model names no token that ends one
    public int[] answer(String text) throws IOException {
        int end = tokenizer
                .eos()
                .orElseThrow(() ->
                        new IOException("the base names no token that ends an answer (tokenizer.ggml.eos_token_id)"));
        return join(tokenizer.encode(text), end);
    }

    /// The tokens that end an answer.
    public Set<Integer> stops() {
        return tokenizer.stops();
    }

    /// What tokens say.
    public String text(int... ids) {
        return tokenizer.decode(ids);
    }

    /// The beginning of an answer.
    public int[] opening(String text) {
        return tokenizer.encode(text);
    }

    /// What comes before the rest of an answer that is begun.
    public int[] begun(DataRow row, String beginning) {
        return join(prompt(row), opening(beginning));
    }

    /// A row to learn from.
    ///
    /// @throws IOException if it has no output, or too many tokens
    public Example example(DataRow row) throws IOException {
        if (row.output() == null) {
            throw new IOException(row.place() + ": output must be a text but was missing");
        }
        int[] prompt = prompt(row);
        int[] ids = join(prompt, answer(row.output()));
        if (ids.length > tokensMax) {
            throw new IOException(row.place() + ": must have at most " + tokensMax + " tokens but has " + ids.length);
        }
        int[] learned = IntStream.range(prompt.length, ids.length).toArray();
        return new Example(ids, learned, weights(row, Arrays.copyOfRange(ids, prompt.length, ids.length)));
    }

    /// A label that is followed by its reasons counts as much as all the rest of its answer: it is what a model is
    /// asked for, and would else be one token in twenty. All together count as many as they are, times the row's
    /// weight.
    private float[] weights(DataRow row, int... answer) {
        float each = (float) row.weight();
        float[] weights = new float[answer.length];
        Arrays.fill(weights, each);
        Optional<String> opening = row.beforeLabel();
        String said = opening.orElse("") + row.label();
        if (opening.isEmpty() || said.equals(row.answer())) {
            return weights;
        }
        int[] before = tokenizer.encode(opening.get().stripTrailing());
        int[] with = tokenizer.encode(said);
        int labels = with.length - before.length;
        int rest = answer.length - labels;
        if (labels < 1 || rest < 1 || !startsWith(answer, with) || !startsWith(with, before)) {
            return weights; // the label is no whole tokens there
        }
        Arrays.fill(weights, each * answer.length / (2f * rest));
        Arrays.fill(weights, before.length, with.length, each * answer.length / (2f * labels));
        return weights;
    }

    private static boolean startsWith(int[] ids, int... first) {
        return first.length <= ids.length && Arrays.equals(ids, 0, first.length, first, 0, first.length);
    }

    private static int[] join(int[] first, int... then) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(then)).toArray();
    }
}
