package dev.becas.kernel.model;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Versions and who answers for a target: the truth about what is live. Versions are immutable; the alias history is
/// only ever appended to, so "what ran at t" is a query.
public final class ModelRegistry {
    private final Store store;
    private final Aliases aliases;

    public ModelRegistry(Store store) {
        this.store = store;
        this.aliases = new Aliases(store);
    }

    /// The current alias of each target, always in step with what is committed.
    public Aliases aliases() {
        return aliases;
    }

    /// Adds a version; one of its name that is there already stays as it is.
    public void register(Tx tx, ModelVersion version) {
        tx.sql()
                .execute(
                        "INSERT INTO model_version (name, target, number, dataset, created_at, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        version.name(),
                        version.target(),
                        version.number(),
                        version.datasetId(),
                        version.createdAt().toEpochMilli(),
                        Json.write(version));
        if (!version.datasetId().isEmpty()) {
            tx.lineage(version.name(), version.datasetId());
        }
        tx.lineage(version.name(), version.causeId());
    }

    /// The version of this name.
    public Optional<ModelVersion> find(String name) {
        return store.read(h -> h.createQuery("SELECT body FROM model_version WHERE name = :name")
                .bind("name", name)
                .map((r, c) -> Json.read(r.getString("body"), ModelVersion.class))
                .findOne());
    }

    /// The versions of a target, oldest first; of all targets when `target` is null.
    public List<ModelVersion> versions(@Nullable String target) {
        return store.read(h -> h.createQuery(
                        "SELECT body FROM model_version WHERE :target IS NULL OR target = :target ORDER BY target, number")
                .bind("target", target)
                .map((r, c) -> Json.read(r.getString("body"), ModelVersion.class))
                .list());
    }

    /// The number the next version of a target gets.
    public int nextNumber(String target) {
        return store.read(
                h -> h.createQuery("SELECT coalesce(max(number), -1) + 1 FROM model_version WHERE target = :target")
                        .bind("target", target)
                        .mapTo(Integer.class)
                        .one());
    }

    /// Moves a target's alias: appends to the history and publishes the event. Requests see it when the commit is done.
    public void moveAlias(Tx tx, AliasMoved move) {
        if (!tx.publish(move)) {
            return;
        }
        tx.sql()
                .execute(
                        "INSERT INTO model_alias_history (target, version, fallback, share, at, by, reason, reason_content, cause) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        move.target(),
                        move.version(),
                        move.fallback(),
                        move.sharePercent(),
                        move.head().at().toEpochMilli(),
                        move.by(),
                        move.reason(),
                        move.reasonContentId(),
                        move.head().causeId());
        tx.afterCommit(
                () -> aliases.put(new ModelAlias(move.target(), move.version(), move.fallback(), move.sharePercent())));
    }

    /// Every move of a target's alias, oldest first; of all targets when `target` is null.
    public List<AliasMove> history(@Nullable String target) {
        return store.read(h -> h.createQuery(
                        "SELECT * FROM model_alias_history WHERE :target IS NULL OR target = :target ORDER BY seq")
                .bind("target", target)
                .map((r, c) -> new AliasMove(
                        r.getString("target"),
                        r.getString("version"),
                        r.getString("fallback"),
                        r.getInt("share"),
                        Instant.ofEpochMilli(r.getLong("at")),
                        r.getString("by"),
                        r.getString("reason"),
                        r.getString("reason_content"),
                        r.getString("cause")))
                .list());
    }

    /// What answered for a target at an instant.
    public Optional<AliasMove> whatRanAt(String target, Instant at) {
        return history(target).stream().filter(m -> !m.at().isAfter(at)).reduce((earlier, later) -> later);
    }

    /// A line of the alias history.
    ///
    /// @param reason a sentence of our own
    /// @param reasonContentId the content with a person's own words, when there are any
    public record AliasMove(
            String target,
            String version,
            @Nullable String fallback,
            int sharePercent,
            Instant at,
            String by,
            String reason,
            @Nullable String reasonContentId,
            String causeId) {}
}
