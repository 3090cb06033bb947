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

    private static final Map<String, String> SYSTEMS = new ConcurrentHashMap<>();

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
        List<PromptField> fields = new ArrayList<>();
        for (GuildPolicy.Rule rule : policy.rules()) {
            if (rule.category().equals(category)) {
                fields.add(new PromptField(RULE, rule.text()));
            }
        }
        fields.addAll(known);
        fields.add(new PromptField(MESSAGE, messageText));
        return of(category, fields);
    }

    /// A prompt of any fields.
    public static RenderedPrompt of(String category, List<PromptField> fields) {
        return RenderedPrompt.of(category, system(category), fields);
    }
}
