package dev.becas.kernel.prompt;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.guild.GuildPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Renders prompts. The one place: what trains, what serves and what is compared see the same text.
public final class Prompts {
    /// The name of the line that holds what a person wrote.
    public static final String MESSAGE = "message";
    /// The name of a line that holds one of the server's rules.
    public static final String RULE = "rule";

    /// Starts kept in memory, a few kilobytes each; past that all are made again.
    private static final int STARTS_MAX = 5_000;

    private static final Map<String, String> SYSTEMS = new ConcurrentHashMap<>();
    private static final Map<String, PromptStart> STARTS = new ConcurrentHashMap<>();

    private Prompts() {}

    /// The instruction of a category: what the model is, what it decides and the words it answers with.
    public static String system(String category) {
        return SYSTEMS.computeIfAbsent(Categories.named(category).name(), Prompts::newSystem);
    }

    private static String newSystem(String category) {
        Category c = Categories.named(category);
        return "You are Becas, a moderation assistant specialised in " + c.title()
                + ". Be exact, weigh the server's rules and the context, and name what you saw as your reason. Answer with one of: "
                + String.join(", ", c.labelNames()) + ".";
    }

    /// The prompt about a message: the server's rules for the category, then what else is known, then the message.
    public static RenderedPrompt aboutMessage(
            String category, GuildPolicy policy, List<PromptField> known, String messageText) {
        List<PromptField> rest = new ArrayList<>(known);
        rest.add(new PromptField(MESSAGE, messageText));
        return start(category, policy).then(rest);
    }

    private static PromptStart start(String category, GuildPolicy policy) {
        String key = category + '/' + policy.guild();
        PromptStart known = STARTS.get(key);
        if (known != null && known.isOf(policy)) {
            return known;
        }
        if (STARTS.size() >= STARTS_MAX) {
            STARTS.clear();
        }
        PromptStart start = new PromptStart(category, policy);
        STARTS.put(key, start);
        return start;
    }

    /// A prompt of any fields.
    public static RenderedPrompt of(String category, List<PromptField> fields) {
        return RenderedPrompt.of(category, system(category), fields);
    }
}
