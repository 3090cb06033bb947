package dev.becas.benchmarks.lineage;

import dev.becas.benchmarks.BenchKernel;
import dev.becas.kernel.id.Ids;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// A store as a million collected examples leave it: for each the message, its decision, the detection and the
/// collection in the journal, and the example's parents; a dataset for every 20,000 examples, with a training and a
/// model of each.
final class LargeJournal implements AutoCloseable {
    static final int EXAMPLES = 1_000_000;
    static final int DATASET = 20_000;
    private static final int FILL_CACHE_KIB = 1_500_000;
    private static final String BODY = "{\"filling\":\"" + "x".repeat(160) + "\"}";

    private final Connection connection;
    private final PreparedStatement journal;
    private final PreparedStatement lineage;
    private long at = BenchKernel.START.toEpochMilli();

    LargeJournal(Path store) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        try (Statement statement = connection.createStatement()) {
            // Only while it is filled: nothing is lost when this fails but the benchmark.
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA cache_size = -" + FILL_CACHE_KIB);
        }
        connection.setAutoCommit(false);
        this.journal = connection.prepareStatement(
                "INSERT INTO journal (id, cause, guild, at, name, version, body) VALUES (?, ?, 'guild', ?, ?, 1, '"
                        + BODY + "')");
        this.lineage = connection.prepareStatement("INSERT INTO lineage (child, parent) VALUES (?, ?)");
    }

    static String message(int i) {
        return Ids.of("lineage-message", Integer.toString(i));
    }

    static String example(int i) {
        return Ids.of("lineage-example", Integer.toString(i));
    }

    static String dataset(int number) {
        return Ids.of("lineage-dataset", Integer.toString(number));
    }

    static String version(int number) {
        return "becas-qwen-violation_detection-v" + (number + 1);
    }

    void fill() throws SQLException {
        for (int i = 0; i < EXAMPLES; i++) {
            String message = message(i);
            String detected = Ids.derive(message, "violation.detected", 0);
            event(message, "", "message.seen");
            event(Ids.derive(message, "message.decided", 0), message, "message.decided");
            event(detected, message, "violation.detected");
            event(Ids.derive(detected, "example.collected", 0), detected, "example.collected");
            parent(example(i), detected);
            parent(dataset(i / DATASET), example(i));
            if ((i + 1) % DATASET == 0) {
                learn(i / DATASET);
                connection.commit();
            }
        }
        connection.commit();
    }

    private void learn(int number) throws SQLException {
        String frozen = Ids.derive(dataset(number), "dataset.frozen", 0);
        String requested = Ids.derive(frozen, "training.requested", 0);
        String completed = Ids.derive(requested, "fine_tuning.completed", 0);
        event(frozen, "", "dataset.frozen");
        event(requested, frozen, "training.requested");
        event(completed, requested, "fine_tuning.completed");
        parent(frozen, dataset(number));
        parent(version(number), dataset(number));
        parent(version(number), completed);
        try (PreparedStatement model = connection.prepareStatement(
                "INSERT INTO model_version (name, target, number, dataset, created_at, body) VALUES (?, 'becas-qwen-violation_detection', ?, ?, ?, '{}')")) {
            model.setString(1, version(number));
            model.setInt(2, number + 1);
            model.setString(3, dataset(number));
            model.setLong(4, at);
            model.executeUpdate();
        }
        try (PreparedStatement dataset =
                connection.prepareStatement("INSERT INTO orch_dataset (id, examples) VALUES (?, " + DATASET + ")")) {
            dataset.setString(1, dataset(number));
            dataset.executeUpdate();
        }
    }

    private void event(String id, String cause, String name) throws SQLException {
        journal.setString(1, id);
        journal.setString(2, cause);
        journal.setLong(3, at++);
        journal.setString(4, name);
        journal.executeUpdate();
    }

    private void parent(String child, String parent) throws SQLException {
        lineage.setString(1, child);
        lineage.setString(2, parent);
        lineage.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
