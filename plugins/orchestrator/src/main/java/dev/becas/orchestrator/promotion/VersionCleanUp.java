package dev.becas.orchestrator.promotion;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.model.ModelRegistry.AliasMove;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.store.Store;
import dev.becas.orchestrator.settings.OrchestratorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Removes the files of versions that nobody needs. Never those of the live version, its fallback, the one before, the
/// base, or the newest ones. Rows in the registry stay: history is not cleaned up.
public final class VersionCleanUp implements OutboxWorker {
    /// The kind of the outside work.
    public static final String KIND = "version-clean-up";

    private final Store store;
    private final ModelRegistry models;
    private final Path dataFolder;
    private final OrchestratorSettings settings;

    public VersionCleanUp(Store store, ModelRegistry models, Path dataFolder, OrchestratorSettings settings) {
        this.store = store;
        this.models = models;
        this.dataFolder = dataFolder;
        this.settings = settings;
    }

    /// What is to be removed.
    public record Removal(List<String> versions, Instant at) {
        public Removal {
            versions = List.copyOf(versions);
        }
    }

    /// The versions that may go now, by target and number.
    public List<ModelVersion> removable(Instant now) {
        Set<String> gone = removed();
        Set<String> needed = needed(now);
        return models.versions(null).stream()
                .filter(v -> v.number() > 0 && !gone.contains(v.name()) && !needed.contains(v.name()))
                .toList();
    }

    /// The versions whose files were removed.
    public Set<String> removed() {
        return store.read(h -> new HashSet<>(h.createQuery("SELECT name FROM orch_removed_version")
                .mapTo(String.class)
                .list()));
    }

    private Set<String> needed(Instant now) {
        Set<String> needed = new HashSet<>();
        for (List<ModelVersion> versions : models.versions(null).stream()
                .collect(Collectors.groupingBy(ModelVersion::target))
                .values()) {
            versions.reversed().stream().limit(settings.keepVersions()).forEach(v -> needed.add(v.name()));
            needed.addAll(inUse(versions.getFirst().target()));
            Instant limit = now.minus(settings.removeUnusedAfter());
            versions.stream().filter(v -> lastUse(v).isAfter(limit)).forEach(v -> needed.add(v.name()));
        }
        return needed;
    }

    /// The live version, its fallback, and the version that answered before it.
    private Set<String> inUse(String target) {
        Set<String> names = new HashSet<>();
        Optional<ModelAlias> alias = models.aliases().find(target);
        alias.ifPresent(a -> {
            names.add(a.version());
            if (a.fallback() != null) {
                names.add(Objects.requireNonNull(a.fallback()));
            }
            models.history(target).reversed().stream()
                    .map(AliasMove::version)
                    .filter(v -> !names.contains(v))
                    .findFirst()
                    .ifPresent(names::add);
        });
        return names;
    }

    /// When a version was made, or, later, when the alias last moved away from it.
    private Instant lastUse(ModelVersion version) {
        Instant last = version.createdAt();
        boolean answered = false;
        for (AliasMove move : models.history(version.target())) {
            boolean now =
                    move.version().equals(version.name()) || version.name().equals(move.fallback());
            if ((now || answered) && move.at().isAfter(last)) {
                last = move.at();
            }
            answered = now;
        }
        return last;
    }

    @Override
    public Effect perform(OutboxItem item) throws IOException {
        Removal removal = item.payload(Removal.class);
        Set<String> still =
                removable(removal.at()).stream().map(ModelVersion::name).collect(Collectors.toSet());
        List<String> done = new ArrayList<>();
        for (String name : removal.versions()) {
            Optional<ModelVersion> version = models.find(name).filter(v -> still.contains(v.name()));
            if (version.isPresent()) {
                Files.deleteIfExists(dataFolder.resolve(version.get().artifact()));
                done.add(name);
            }
        }
        return tx -> done.forEach(name -> tx.sql()
                .execute(
                        "INSERT INTO orch_removed_version (name, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        name,
                        removal.at().toEpochMilli()));
    }
}
