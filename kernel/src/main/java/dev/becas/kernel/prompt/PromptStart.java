package dev.becas.kernel.prompt;

import dev.becas.kernel.guild.GuildPolicy;
import dev.becas.kernel.id.HashedStart;
import java.util.ArrayList;
import java.util.List;

/// What all prompts of a category begin with on a server: instruction and rules, written out and hashed once.
final class PromptStart {
    private final GuildPolicy policy;
    private final String category;
    private final String system;
    private final List<PromptField> rules = new ArrayList<>();
    private final String lines;
    private final HashedStart hashed;

    PromptStart(String category, GuildPolicy policy) {
        this.policy = policy;
        this.category = category;
        this.system = Prompts.system(category);
        for (GuildPolicy.Rule rule : policy.rulesFor(category)) {
            rules.add(new PromptField(Prompts.RULE, rule.text()));
        }
        StringBuilder text = new StringBuilder();
        rules.forEach(rule -> RenderedPrompt.append(text, rule));
        this.lines = text.toString();
        this.hashed = new HashedStart(RenderedPrompt.hashed(system, lines));
    }

    /// Whether it was made from this very policy: a changed file makes another.
    @SuppressWarnings("ReferenceEquality") // comparing what is written would cost more than rendering it
    boolean isOf(GuildPolicy other) {
        return policy == other;
    }

    /// The prompt that goes on with these fields.
    RenderedPrompt then(List<PromptField> rest) {
        List<PromptField> fields = new ArrayList<>(rules);
        fields.addAll(rest);
        StringBuilder text = new StringBuilder(lines);
        rest.forEach(field -> RenderedPrompt.append(text, field));
        String input = text.toString();
        return new RenderedPrompt(category, system, fields, input, hashed.sha256Hex(input.substring(lines.length())));
    }
}
