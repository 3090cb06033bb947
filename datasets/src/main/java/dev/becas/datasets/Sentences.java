package dev.becas.datasets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The stream of what is said. Decides how often what kind of sentence comes; the server's rules then decide the truth.
///
/// A third of the violations are about topics that only some servers forbid, and as many harmless messages are about
/// the same topics where they are allowed; now and then one text is posted on both kinds of server, word for word.
final class Sentences {

    private static final double TOPIC_SHARE_OF_VIOLATIONS = 1.0 / 3;
    private static final double HARD_OK_SHARE = 0.06;
    private static final double HARD_CLEAN_SHARE = 0.06;
    private static final double CROSS_POST_CHANCE = 0.1;
    private static final double TRICK_CHANCE_OFFENCE = 0.18;
    private static final double TRICK_CHANCE_HARMLESS = 0.02;
    /// Of general sentences: how many come from stock families, the rest from tuning (and unseen) ones.
    private static final double STOCK_CHANCE = 0.4;
    /// In the evaluation conversation: how many come from unseen families.
    private static final double UNSEEN_CHANCE = 0.4;

    private static final List<String> VIOLATION_LABELS = weighted(
            Map.of("harassment", 24, "hate", 13, "threat", 13, "sexual", 10, "selfharm", 8, "spam", 20, "other", 12));
    private static final List<String> SCAM_LABELS =
            weighted(Map.of("phishing", 28, "airdrop", 22, "crypto", 20, "impersonation", 15, "social", 15));

    private final ConversationSettings settings;
    private final Dice dice;
    private final WordBook words = WordBook.forConversations();
    private final Disguise disguise;
    private final List<Guild> guilds;
    private final Map<String, Map<Split, List<Family>>> pools = new HashMap<>();
    private final Map<String, Sentence> lastOfTopic = new HashMap<>();

    Sentences(ConversationSettings settings, List<Guild> guilds, Dice dice) {
        this.settings = settings;
        this.guilds = List.copyOf(guilds);
        this.dice = dice;
        this.disguise = new Disguise(dice, words);
    }

    Sentence next() {
        double roll = dice.unit();
        double topicShare = settings.violationShare() * TOPIC_SHARE_OF_VIOLATIONS;
        if ((roll -= settings.scamShare()) < 0) {
            String label = dice.pick(SCAM_LABELS);
            return general("scam/" + label, family -> family.label().equals(label));
        }
        if ((roll -= settings.violationShare() - topicShare) < 0) {
            String label = dice.pick(VIOLATION_LABELS);
            return general("violation/" + label, family -> family.label().equals(label) && !family.hasTopic());
        }
        if ((roll -= topicShare) < 0) {
            return aboutTopic(true);
        }
        if ((roll -= topicShare) < 0) {
            return aboutTopic(false);
        }
        if ((roll -= HARD_OK_SHARE) < 0) {
            return general("hard/ok", family -> family.hard() && family.category() == Category.VIOLATION);
        }
        if (roll - HARD_CLEAN_SHARE < 0) {
            return general("hard/clean", family -> family.hard() && family.category() == Category.SCAM);
        }
        return general("plain", StockText::isPlainChat);
    }

    private Sentence general(String pool, Predicate<Family> wanted) {
        return say(dice.below(guilds.size()), draw(pool, wanted));
    }

    private Sentence aboutTopic(boolean forbidden) {
        int index = dice.below(guilds.size());
        Guild guild = guilds.get(index);
        List<String> topics = GuildBook.shipped().topicNames().stream()
                .filter(topic -> guild.forbids(topic) == forbidden)
                .toList();
        String topic = dice.pick(topics);
        Sentence last = lastOfTopic.get(topic);
        if (last != null && last.isOffence() != forbidden && dice.chance(CROSS_POST_CHANCE)) {
            return judged(index, last.family(), last.text());
        }
        Sentence said =
                say(index, draw("topic/" + topic, family -> family.topic().equals(topic)));
        lastOfTopic.put(topic, said);
        return said;
    }

    private Sentence say(int guildIndex, Family family) {
        boolean offence = guilds.get(guildIndex).ruleAgainst(family).isPresent();
        String sentence = family.sentence(dice, words);
        return judged(
                guildIndex, family, disguise.type(sentence, offence ? TRICK_CHANCE_OFFENCE : TRICK_CHANCE_HARMLESS));
    }

    private Sentence judged(int guildIndex, Family family, String text) {
        Guild guild = guilds.get(guildIndex);
        return new Sentence(
                guildIndex, guild, family, text, guild.ruleAgainst(family).orElse(null));
    }

    /// A family of the pool: first its split by share, then one of that split. Topics have no stock families.
    private Family draw(String pool, Predicate<Family> wanted) {
        Map<Split, List<Family>> bySplit = pools.computeIfAbsent(pool, name -> split(wanted));
        if (settings.withUnseen() && dice.chance(UNSEEN_CHANCE)) {
            return dice.pick(bySplit.getOrDefault(Split.UNSEEN, List.of()));
        }
        List<Family> stock = bySplit.getOrDefault(Split.STOCK, List.of());
        boolean fromStock = !stock.isEmpty() && dice.chance(STOCK_CHANCE);
        return dice.pick(fromStock ? stock : bySplit.getOrDefault(Split.TUNING, List.of()));
    }

    private static Map<Split, List<Family>> split(Predicate<Family> wanted) {
        Map<Split, List<Family>> bySplit = new EnumMap<>(Split.class);
        FamilyBook.shipped()
                .where(wanted)
                .forEach(family -> bySplit.computeIfAbsent(family.split(), split -> new ArrayList<>())
                        .add(family));
        return bySplit;
    }

    /// Each label as often as its weight says, in the order of the alphabet.
    private static List<String> weighted(Map<String, Integer> weights) {
        List<String> labels = new ArrayList<>();
        new TreeMap<>(weights).forEach((label, weight) -> labels.addAll(Collections.nCopies(weight, label)));
        return List.copyOf(labels);
    }
}
