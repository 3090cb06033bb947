package dev.becas.finetuning.erasure;

import dev.becas.finetuning.DatasetFolders;
import dev.becas.finetuning.daily.DailyErasure;
import dev.becas.finetuning.dataset.Freezer;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.dataset.Reviser;
import dev.becas.finetuning.dataset.Reviser.Concerned;
import dev.becas.finetuning.dataset.Revision;
import dev.becas.finetuning.dataset.Tombstone;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.content.CopyKeeper;
import dev.becas.kernel.flow.DatasetFlow.DatasetRevised;
import dev.becas.kernel.flow.MessageFlow.AuthorErased;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.PluginContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Takes what was erased out of every dataset and every daily file that held it, as outside work: the files first, then
/// one transaction that says so. Done again after a kill it finds the revisions that it made.
public final class ErasureWork implements OutboxWorker, CopyKeeper {
    /// The kind of outside work.
    public static final String KIND = "erase-datasets";

    /// Never given up lightly: with pauses of a minute, most of a day.
    private static final int ATTEMPTS_MAX = 1_000;

    private final PluginContext context;
    private final DatasetFolders folders;
    private final DailyErasure daily;

    public ErasureWork(PluginContext context, DatasetFolders folders, DailyErasure daily) {
        this.context = context;
        this.folders = folders;
        this.daily = daily;
    }

    /// Lets the examples go and asks for the datasets to follow.
    public static void ask(Tx tx, AuthorErased erased) {
        ErasedExamples.leave(tx, erased);
        tx.execute(
                "INSERT INTO finetuning_erasure (id, guild, author, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                erased.head().id(),
                erased.head().guildId(),
                erased.authorKey(),
                erased.head().at().toEpochMilli());
        tx.outbox(KIND, KIND + "/" + erased.head().id(), erased.head().id(), erased);
    }

    @Override
    public int attemptsMax() {
        return ATTEMPTS_MAX;
    }

    @Override
    public Effect perform(OutboxItem item) throws Exception {
        AuthorErased erased = item.payload(AuthorErased.class);
        List<String> files = new ArrayList<>();
        List<Manifest> revised = folders.exclusively(() -> {
            Revision revision =
                    ErasedExamples.revision(context.store(), erased.head().guildId(), erased.authorKey());
            files.addAll(daily.erase(revision, erased.head().id()));
            return reviseAll(erased, revision);
        });
        return tx -> {
            for (Manifest manifest : revised) {
                tell(tx, erased, manifest);
            }
            tx.execute(
                    "UPDATE finetuning_erasure SET answer = ? WHERE id = ?",
                    Json.write(answer(erased, revised, files)),
                    erased.head().id());
        };
    }

    private List<Manifest> reviseAll(AuthorErased erased, Revision revision) throws Exception {
        Reviser.removeUnfinishedFreezes(folders.root());
        List<Manifest> revised = new ArrayList<>();
        for (String id : mayHold(erased)) {
            revise(folders.of(id), revision, erased).ifPresent(revised::add);
        }
        return revised;
    }

    /// Datasets by their lineage, and those on the disk that nobody was told of: a freeze that was cut off left them.
    private Set<String> mayHold(AuthorErased erased) throws IOException {
        Set<String> ids = new TreeSet<>(folders.ids());
        List<String> told = context.store()
                .read(h -> h.createQuery("SELECT id FROM finetuning_dataset")
                        .mapTo(String.class)
                        .list());
        List<String> holders = context.store()
                .read(h -> ErasedExamples.holders(h, erased.head().guildId(), erased.authorKey()));
        ids.removeIf(id -> told.contains(id) && !holders.contains(id));
        return ids;
    }

    private Optional<Manifest> revise(Path folder, Revision revision, AuthorErased erased) throws Exception {
        Reviser reviser = new Reviser(folder);
        reviser.finish();
        Manifest before = Freezer.readManifest(folder);
        if (before.tombstones().stream()
                .anyMatch(stone -> stone.erasure().equals(erased.head().id()))) {
            return Optional.of(before);
        }
        Concerned concerned = reviser.concerned(revision);
        if (concerned.isEmpty()) {
            return Optional.empty();
        }
        Tombstone tombstone = new Tombstone(
                erased.head().id(),
                erased.head().at(),
                before.revision() + 1,
                concerned.removed(),
                concerned.shortened(),
                models(before.id()),
                new Copies(context.store(), folders.root()).erase(before.id()),
                before.contentHash());
        return Optional.of(reviser.revise(revision, tombstone));
    }

    private List<String> models(String dataset) {
        return context.models().versions(null).stream()
                .filter(version -> version.datasetId().equals(dataset))
                .map(ModelVersion::name)
                .sorted()
                .toList();
    }

    private void tell(Tx tx, AuthorErased erased, Manifest manifest) {
        Tombstone stone = stone(erased, manifest);
        tx.execute(
                "INSERT INTO finetuning_revision (dataset, revision, erasure, summary, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                manifest.id(),
                stone.revision(),
                stone.erasure(),
                Json.write(folders.summary(manifest)),
                stone.at().toEpochMilli());
        Copies.forget(tx, manifest.id());
        int ordinal = Math.floorMod(manifest.id().hashCode(), Integer.MAX_VALUE);
        DatasetRevised event = new DatasetRevised(
                erased.head().next("dataset.revised", ordinal),
                manifest.id(),
                manifest.category(),
                stone.revision(),
                manifest.contentHash(),
                stone.removed().size(),
                stone.shortened().size(),
                stone.models());
        tx.publish(event);
        tx.lineage(event.head().id(), manifest.id());
    }

    private static Tombstone stone(AuthorErased erased, Manifest manifest) {
        return manifest.tombstones().stream()
                .filter(stone -> stone.erasure().equals(erased.head().id()))
                .findFirst()
                .orElseThrow();
    }

    private static CopiesErased answer(AuthorErased erased, List<Manifest> revised, List<String> files) {
        TreeSet<String> models = new TreeSet<>();
        TreeSet<String> copies = new TreeSet<>();
        revised.forEach(manifest -> {
            models.addAll(stone(erased, manifest).models());
            copies.addAll(stone(erased, manifest).copies());
        });
        List<String> held = new ArrayList<>(files);
        revised.forEach(manifest -> held.add(manifest.id() + " (" + manifest.category() + ") revision "
                + stone(erased, manifest).revision()));
        return new CopiesErased(held, List.copyOf(models), List.copyOf(copies));
    }

    @Override
    public Optional<CopiesErased> erased(String erasureId) {
        return context.store()
                .read(h -> h.createQuery("SELECT answer FROM finetuning_erasure WHERE id = :id AND answer IS NOT NULL")
                        .bind("id", erasureId)
                        .mapTo(String.class)
                        .findOne())
                .map(answer -> Json.read(answer, CopiesErased.class));
    }
}
