package dev.becas.bot.app;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.ContentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Removes a user's texts and the salt of their key. Journal rows stay and belong to nobody.
final class Erasure {
    private final Kernel kernel;

    Erasure(Kernel kernel) {
        this.kernel = kernel;
    }

    CommandResult erase(CommandCall call) throws Exception {
        String user = call.required("user");
        List<String> guilds = call.find("guild").map(List::of).orElseGet(kernel.policies()::guilds);
        List<String> erased = new ArrayList<>();
        for (String guild : guilds) {
            Optional<String> key = kernel.authors().find(guild, user);
            if (key.isPresent()) {
                kernel.bus().write("erase", tx -> {
                    erased.addAll(ContentStore.erase(
                            tx.sql(), guild, key.get(), kernel.clock().instant()));
                    kernel.authors().destroySalt(tx, guild, user);
                });
            }
        }
        List<String> models = modelsTrainedOn(erased);
        String text = erased.size() + " texts erased; models that were trained on them: "
                + (models.isEmpty() ? "none" : String.join(", ", models));
        return CommandResult.ok(text, Map.of("erased", erased.size(), "models", models));
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
