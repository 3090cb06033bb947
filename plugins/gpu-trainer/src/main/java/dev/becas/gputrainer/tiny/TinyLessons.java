package dev.becas.gputrainer.tiny;

import dev.becas.gputrainer.chat.ChatMessage;
import dev.becas.gputrainer.chat.ChatOptions;
import dev.becas.gputrainer.chat.ChatRole;
import dev.becas.gputrainer.chat.ChatTemplate;
import dev.becas.gputrainer.chat.ChatTemplates;
import dev.becas.gputrainer.chat.ChatText;
import dev.becas.gputrainer.command.Base;
import dev.becas.gputrainer.dataset.DataRows;
import dev.becas.gputrainer.tokenizer.Tokenizer;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import dev.becas.gputrainer.train.Example;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What the tiny base learns, in two lessons of different rows: whole conversations, to read; conversations of which
/// the answers alone count, to answer. The first question of each stands as users ask it.
final class TinyLessons {
    /// Questions of a conversation: the instruction and the rules before them are read once for all.
    private static final int TURNS = 8;
    /// One conversation in so many is for reading.
    private static final int READ = 4;

    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final List<List<TinyText.Row>> conversations = new ArrayList<>();

    TinyLessons(Base base, List<TinyText.Row> rows) throws IOException {
        this.tokenizer = Tokenizers.of(base.model());
        this.template = ChatTemplates.of(base.model().file().metadata());
        Map<String, List<TinyText.Row>> open = new LinkedHashMap<>(); // by category
        for (TinyText.Row row : rows) {
            List<TinyText.Row> talk = open.computeIfAbsent(row.category(), category -> new ArrayList<>());
            talk.add(row);
            if (talk.size() == TURNS) {
                conversations.add(List.copyOf(talk));
                talk.clear();
            }
        }
    }

    /// Conversations of which every token is learned.
    List<Example> reading() {
        return IntStream.range(0, conversations.size())
                .filter(i -> i % READ == 0)
                .mapToObj(i -> new Example(ids(conversations.get(i)), 1))
                .toList();
    }

    /// Conversations of which the answers are learned.
    List<Example> answering() {
        return IntStream.range(0, conversations.size())
                .filter(i -> i % READ != 0)
                .mapToObj(i -> ids(conversations.get(i)))
                .map(ids -> new Example(ids, answers(ids)))
                .toList();
    }

    /// Under the rules of the first row.
    private int[] ids(List<TinyText.Row> talk) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(
                new ChatMessage(ChatRole.SYSTEM, Prompts.system(talk.getFirst().category())));
        for (int i = 0; i < talk.size(); i++) {
            TinyText.Row row = talk.get(i);
            List<PromptField> fields =
                    i == 0 ? row.fields() : List.of(row.fields().getLast());
            messages.add(new ChatMessage(
                    ChatRole.USER, Prompts.of(row.category(), fields).input()));
            messages.add(new ChatMessage(ChatRole.ASSISTANT, DataRows.OPENING + row.output()));
        }
        ChatText text = template.render(messages, ChatOptions.CONVERSATION);
        return tokenizer.encodePrompt(text.text(), text.contents());
    }

    /// Places of the assistant's words with the token that ends them.
    private int[] answers(int... ids) {
        int[] opening = tokenizer.encodePrompt("<|im_start|>" + ChatRole.ASSISTANT.templateName() + "\n");
        int end = tokenizer.eos().orElseThrow();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i + opening.length < ids.length; i++) {
            if (Arrays.equals(ids, i, i + opening.length, opening, 0, opening.length)) {
                int at = i + opening.length;
                while (ids[at] != end) {
                    places.add(at++);
                }
                places.add(at);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
