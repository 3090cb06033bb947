package dev.becas.bot.moderation;

import dev.becas.bot.moderation.links.LinkAnalyser;
import dev.becas.bot.moderation.links.OfficialDomains;
import dev.becas.bot.moderation.rules.FloodFinding;
import dev.becas.bot.moderation.text.NormalizedText;
import dev.becas.bot.moderation.text.TextNormalizer;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.guild.GuildPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges messages of before by a policy that need not be in force. No model is asked: what models say is what they
/// said then. Writes nothing and tells nobody.
public final class Retrial {
    private final GuildRules.Compiled compiled;
    private final LinkAnalyser links;

    /// @throws IOException when the list of official domains cannot be read
    public Retrial(GuildPolicy policy) throws IOException {
        this.compiled = GuildRules.compiled(0, policy);
        this.links = new LinkAnalyser(OfficialDomains.shipped());
    }

    /// What would be decided.
    ///
    /// @param decided empty when it hangs on a model that was not asked then; `executed` is false on a dry run
    /// @param weighed the models' answers that were needed
    public record Outcome(Optional<MessageDecided> decided, List<ModelAnswered> weighed) {
        public Outcome {
            weighed = List.copyOf(weighed);
        }
    }

    /// Judges a message.
    ///
    /// @param floods what the flood windows found when it was posted
    /// @param answers what models said of it then, by category
    /// @param silence whether a model was asked then and none answered
    public Outcome judge(
            Message message,
            String content,
            List<FloodFinding> floods,
            Map<String, ModelAnswered> answers,
            boolean silence) {
        Case about = look(message, content, floods);
        List<Opinion> opinions = new ArrayList<>();
        List<ModelAnswered> weighed = new ArrayList<>();
        for (String category : Pipeline.CATEGORIES) {
            Optional<Opinion> unasked = Judge.withoutModel(category, about);
            @Nullable ModelAnswered answer = answers.get(category);
            if (unasked.isPresent()) {
                opinions.add(unasked.get());
            } else if (answer != null) {
                weighed.add(answer);
                opinions.add(Judge.byModel(ModelSaid.before(answer), about));
            } else if (silence) {
                opinions.add(Judge.byNobody(category, "no model answered then", about));
            }
        }
        return new Outcome(decided(about, opinions), weighed);
    }

    private static Optional<MessageDecided> decided(Case about, List<Opinion> opinions) {
        boolean known = opinions.size() == Pipeline.CATEGORIES.size()
                || opinions.stream().anyMatch(Opinion::acts);
        return known ? Optional.of(new Judgement(about, opinions, List.of(), true).decided()) : Optional.empty();
    }

    /// What is known of the author goes into the models' questions alone, which are not asked again.
    private Case look(Message message, String content, List<FloodFinding> floods) {
        NormalizedText text = TextNormalizer.normalize(content);
        Sight sight = Sight.of(text, message.channelId(), compiled, links);
        return new Case(
                message,
                text,
                compiled.policy(),
                compiled.version(),
                sight.rules(),
                sight.links(),
                floods,
                AuthorState.unknown(message.head().at()),
                List.of(),
                0);
    }
}
