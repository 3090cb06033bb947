package dev.becas.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A set with known answers on which a model is measured before and after tuning. Its sentences come from the stock and
/// tuning families but with words that no conversation uses, so none of them is a sentence of a conversation.
///
/// Every act label has the same number of rows; the pass label has as many as they have together, since false alarms
/// are judged as strictly as misses: a third plain chat, a third look-alikes of trouble, and, for violations, a third
/// talk about topics that the row's server allows and another forbids.
///
/// @param rows the set, labels mixed
public record GoldSet(List<LabelledRow> rows) {

    /// Rows of each act label where nothing else is asked for.
    public static final int ROWS_PER_LABEL = 60;

    private static final int ROWS_PER_LABEL_MAX = 10_000;
    private static final double TRICK_CHANCE = 0.1;

    public GoldSet {
        rows = List.copyOf(rows);
    }

    /// The gold set of `seed` for the first `guilds` servers.
    public static GoldSet of(long seed, int guilds) {
        return of(seed, guilds, ROWS_PER_LABEL);
    }

    /// @param guilds how many servers, in [1, 8]
    /// @param rowsPerLabel rows of each act label, in [2, 10000]
    public static GoldSet of(long seed, int guilds, int rowsPerLabel) {
        if (guilds < 1 || guilds > ConversationSettings.GUILDS_MAX) {
            throw new IllegalArgumentException(
                    "guilds must be in [1, " + ConversationSettings.GUILDS_MAX + "] but was " + guilds);
        }
        if (rowsPerLabel < 2 || rowsPerLabel > ROWS_PER_LABEL_MAX) {
            throw new IllegalArgumentException(
                    "rowsPerLabel must be in [2, " + ROWS_PER_LABEL_MAX + "] but was " + rowsPerLabel);
        }
        return new Maker(seed, guilds).make(rowsPerLabel);
    }

    /// How many rows each `category/label` has.
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        rows.forEach(row -> counts.merge(row.category() + "/" + row.label(), 1, Integer::sum));
        return counts;
    }

    /// Writes the rows as JSON Lines.
    public void write(Path file) throws IOException {
        LabelledRow.writeAll(rows, file);
    }

    /// Reads what [#write] wrote.
    public static GoldSet read(Path file) throws IOException {
        return new GoldSet(LabelledRow.readAll(file));
    }

    private static final class Maker {
        private final Dice dice;
        private final WordBook words = WordBook.forGold();
        private final Disguise disguise;
        private final List<Guild> guilds;
        private final List<LabelledRow> rows = new ArrayList<>();

        Maker(long seed, int guilds) {
            this.dice = new Dice(Dice.mix(seed ^ 0x601dL));
            this.disguise = new Disguise(dice, words);
            this.guilds = GuildBook.shipped().servers(guilds);
        }

        GoldSet make(int rowsPerLabel) {
            for (Category category : Category.values()) {
                for (String label : category.actLabels()) {
                    addAct(category, label, rowsPerLabel);
                }
                addPass(category, rowsPerLabel * category.actLabels().size());
            }
            return new GoldSet(Shuffle.of(rows, dice));
        }

        /// Half of a label that topics have is about topics which the row's server forbids.
        private void addAct(Category category, String label, int count) {
            Predicate<Family> labelled =
                    family -> family.category() == category && family.label().equals(label);
            List<Family> general = known(labelled.and(family -> !family.hasTopic()));
            List<Family> topics = known(labelled.and(Family::hasTopic));
            for (int i = 0; i < count; i++) {
                Guild guild = dice.pick(guilds);
                List<Family> forbidden = topics.stream()
                        .filter(family -> guild.forbids(family.topic()))
                        .toList();
                add(category, label, guild, i % 2 == 0 || forbidden.isEmpty() ? general : forbidden);
            }
        }

        private void addPass(Category category, int count) {
            List<Family> plain = known(StockText::isPlainChat);
            List<Family> hard = known(family -> family.category() == category && family.hard());
            for (int i = 0; i < count; i++) {
                Guild guild = dice.pick(guilds);
                List<Family> allowed = known(family -> family.hasTopic() && !guild.forbids(family.topic()));
                List<Family> third = category == Category.VIOLATION ? allowed : plain;
                add(
                        category,
                        category.passLabel(),
                        guild,
                        List.of(plain, hard, third).get(i % 3));
            }
        }

        private List<Family> known(Predicate<Family> wanted) {
            return FamilyBook.shipped().where(family -> family.split() != Split.UNSEEN && wanted.test(family));
        }

        private void add(Category category, String label, Guild guild, List<Family> families) {
            String typed = disguise.type(dice.pick(families).sentence(dice, words), TRICK_CHANCE);
            rows.add(LabelledRow.of(category, label, guild.id(), guild.rules(), typed));
        }
    }
}
