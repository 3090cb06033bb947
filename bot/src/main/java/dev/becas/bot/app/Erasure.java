package dev.becas.bot.app;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.content.CopyKeeper;
import dev.becas.kernel.content.CopyKeeper.CopiesErased;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.MessageFlow.AuthorErased;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Removes a user's texts and the salt of their key, and waits until whoever keeps copies has erased them too. Journal
/// rows stay and belong to nobody.
final class Erasure {
    private static final long WAIT_MS_MAX = 60_000;
    private static final long POLL_MS = 20;

    private final Kernel kernel;

    Erasure(Kernel kernel) {
        this.kernel = kernel;
    }

    /// What was erased.
    ///
    /// @param erased   texts
    /// @param datasets that have a new revision
    /// @param models   versions that were trained on them
    /// @param copies   places that Becas does not own and that still hold them
    /// @param pending  true: copies are still being erased; that goes on, also after a restart
    record Erased(int erased, List<String> datasets, List<String> models, List<String> copies, boolean pending) {}

    CommandResult erase(CommandCall call) throws Exception {
        String user = call.required("user");
        List<String> guilds = call.find("guild").map(List::of).orElseGet(kernel.policies()::guilds);
        List<String> erased = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (String guild : guilds) {
            Optional<String> key = kernel.authors().find(guild, user);
            if (key.isPresent()) {
                kernel.bus().write("erase", tx -> {
                    Instant now = kernel.clock().instant();
                    List<String> texts = ContentStore.erase(tx.sql(), guild, key.get(), now);
                    kernel.authors().destroySalt(tx, guild, user);
                    EventHead head = EventHead.root("privacy erase", key.get(), guild, now);
                    tx.publish(new AuthorErased(head, key.get(), texts.size()));
                    erased.addAll(texts);
                    events.add(head.id());
                });
            }
        }
        Erased done = withCopies(erased, events);
        return CommandResult.ok(text(done), done);
    }

    private Erased withCopies(List<String> erased, List<String> events) throws InterruptedException {
        TreeSet<String> datasets = new TreeSet<>();
        TreeSet<String> models = new TreeSet<>(modelsTrainedOn(erased));
        TreeSet<String> copies = new TreeSet<>();
        boolean pending = false;
        long deadline = System.nanoTime() + WAIT_MS_MAX * 1_000_000;
        for (String event : events) {
            for (CopyKeeper keeper : kernel.services().all(CopyKeeper.class).values()) {
                Optional<CopiesErased> answer = await(keeper, event, deadline);
                pending |= answer.isEmpty();
                answer.ifPresent(done -> {
                    datasets.addAll(done.datasets());
                    models.addAll(done.models());
                    copies.addAll(done.copies());
                });
            }
        }
        return new Erased(erased.size(), List.copyOf(datasets), List.copyOf(models), List.copyOf(copies), pending);
    }

    private static Optional<CopiesErased> await(CopyKeeper keeper, String event, long deadline)
            throws InterruptedException {
        Optional<CopiesErased> answer = keeper.erased(event);
        while (answer.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MS);
            answer = keeper.erased(event);
        }
        return answer;
    }

    private static String text(Erased done) {
        return done.erased() + " texts erased; datasets revised: " + list(done.datasets())
                + "; models that were trained on them: " + list(done.models())
                + (done.copies().isEmpty() ? "" : "; copies that are not ours: " + list(done.copies()))
                + (done.pending() ? "; datasets are still being revised" : "");
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /// Models whose dataset holds an example made from one of these texts: content -> event -> example -> dataset ->
    /// model is walked by the lineage rows that collectors write from an example to its content.
    private List<String> modelsTrainedOn(List<String> contentIds) {
        if (contentIds.isEmpty()) {
            return List.of();
        }
        return kernel.store().read(h -> {
            List<String> models = new ArrayList<>();
            for (String id : contentIds) {
                models.addAll(
                        h.createQuery("""
                                WITH RECURSIVE down(id) AS (
                                  SELECT :id UNION SELECT l.child FROM lineage l JOIN down d ON l.parent = d.id)
                                SELECT m.name FROM model_version m JOIN down d ON m.name = d.id ORDER BY m.name""").bind("id", id).mapTo(String.class).list());
            }
            return models.stream().distinct().sorted().toList();
        });
    }
}
