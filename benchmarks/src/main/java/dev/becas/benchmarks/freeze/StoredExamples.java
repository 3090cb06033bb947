package dev.becas.benchmarks.freeze;

import dev.becas.benchmarks.BenchKernel;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.id.Ids;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jdbi.v3.core.Handle;

/// Examples as collection leaves them, written straight into its tables: collecting so many is another benchmark.
final class StoredExamples {
    /// Over how long they were collected.
    static final Duration SPAN = Duration.ofDays(365);

    private static final int AT_ONCE = 2_000;
    private static final int WORDS = 30_000;
    private static final int AUTHORS = 60_000;
    private static final int MODERATORS = 12;
    private static final String EXAMPLE = """
            INSERT INTO finetuning_example (id, event_id, guild, category, about, message_id, author_key, moderator_key, label, polarity,
              label_source, outcome, fixed_bp, edge, family, provenance, at, schema_version, plain_hash, cluster, seen, held)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'human', 'success', 9000, 0, ?, 'synthetic', ?, 1, ?, ?, 1, 0)""";
    private static final String TEXT =
            "INSERT INTO content (id, guild, author_key, kind, provenance, text, at) VALUES (?, ?, ?, 'example', 'SYNTHETIC', ?, ?)";

    private final String category;
    private final int count;
    private final List<String> labels;
    private final SplittableRandom random = new SplittableRandom(5);
    private final String[] words = new String[WORDS];
    private String before = "";

    StoredExamples(String category, int count) {
        this.category = category;
        this.count = count;
        this.labels = Categories.named(category).labelNames();
        for (int i = 0; i < WORDS; i++) {
            words[i] = word();
        }
    }

    void write(Kernel kernel) throws Exception {
        for (int from = 0; from < count; from += AT_ONCE) {
            int first = from;
            kernel.bus().write("examples", tx -> write(tx.sql(), first, Math.min(count, first + AT_ONCE)));
        }
        System.err.printf("%,d examples about %s stored%n", count, category);
    }

    private void write(Handle sql, int from, int to) throws SQLException {
        try (PreparedStatement example = sql.getConnection().prepareStatement(EXAMPLE);
                PreparedStatement text = sql.getConnection().prepareStatement(TEXT)) {
            for (int i = from; i < to; i++) {
                bind(example, text, i);
                example.executeUpdate();
                text.executeUpdate();
            }
        }
    }

    private void bind(PreparedStatement example, PreparedStatement text, int i) throws SQLException {
        String id = Ids.of("benchmark", category, Integer.toString(i));
        String guild = "guild-" + i % 8;
        String author = Ids.of("author", Integer.toString(random.nextInt(AUTHORS)));
        String label = labels.get(i % labels.size());
        String polarity = Categories.named(category).polarity(label).name().toLowerCase(java.util.Locale.ROOT);
        long at = BenchKernel.START.toEpochMilli() + SPAN.toMillis() * i / count;
        String message = message();
        String[] values = {
            id,
            Ids.derive(id, "event", 0),
            guild,
            category,
            category,
            "m" + i,
            author,
            "moderator-" + i % MODERATORS,
            label,
            polarity,
            Categories.named(category).family()
        };
        for (int column = 0; column < values.length; column++) {
            example.setString(column + 1, values[column]);
        }
        example.setLong(12, at);
        example.setString(13, Ids.of(message));
        example.setString(14, id);
        text.setString(1, "ex-" + id);
        text.setString(2, guild);
        text.setString(3, author);
        text.setString(
                4,
                "rule: do not advertise your own shop, channel or server outside the market\nauthor trust: low\nmessage: "
                        + message);
        text.setLong(5, at);
    }

    /// Some thirty words, the frequent ones more often; one message in twenty is the one before with a word changed.
    private String message() {
        if (!before.isEmpty() && random.nextInt(20) == 0) {
            return before + " " + words[random.nextInt(WORDS)];
        }
        StringBuilder text = new StringBuilder();
        int length = 20 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            double skewed = random.nextDouble() * random.nextDouble() * random.nextDouble();
            text.append(i == 0 ? "" : " ").append(words[(int) (WORDS * skewed)]);
        }
        before = text.toString();
        return before;
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        int length = 3 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
