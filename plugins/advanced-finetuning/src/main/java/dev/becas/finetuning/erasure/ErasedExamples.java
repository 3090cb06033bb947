package dev.becas.finetuning.erasure;

import dev.becas.finetuning.dataset.Revision;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.flow.MessageFlow.AuthorErased;
import dev.becas.kernel.store.Store;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Examples whose text was erased. To be called in the lane of collecting: what was read before the erasure and written
/// after it is erased too.
public final class ErasedExamples {
    private static final String INPUTS = """
            SELECT e.id FROM content c JOIN finetuning_example e ON e.id = substr(c.id, 4)
            WHERE c.guild = ? AND c.author_key = ? AND c.id LIKE 'ex-%'""";
    private static final String GO_COUNTED = """
            UPDATE finetuning_live SET live = live - (
              SELECT count(*) FROM finetuning_example
              WHERE about = finetuning_live.about AND gone_at IS NULL AND id IN (""" + INPUTS + "))";
    private static final String GO = """
            UPDATE finetuning_example SET reason = NULL, plain_hash = '', gone_why = coalesce(gone_why, 'erased'),
              gone_at = coalesce(gone_at, ?) WHERE id IN (""" + INPUTS + ")";
    private static final String CONCERNED = """
            SELECT substr(c.id, 4) AS id, c.id LIKE 'ex-%' AS whole, e.label, e.reason
            FROM content c JOIN finetuning_example e ON e.id = substr(c.id, 4)
            WHERE c.guild = :guild AND c.author_key = :author AND (c.id LIKE 'ex-%' OR c.id LIKE 'er-%') AND c.text IS NULL""";
    private static final String HOLDERS = """
            SELECT DISTINCT l.child FROM content c JOIN lineage l ON l.parent = substr(c.id, 4)
            WHERE c.guild = :guild AND c.author_key = :author AND (c.id LIKE 'ex-%' OR c.id LIKE 'er-%')""";

    private ErasedExamples() {}

    /// Lets the author's examples go, and their texts once more.
    public static void leave(Tx tx, AuthorErased erased) {
        String guild = erased.head().guildId();
        ContentStore.erase(tx.sql(), guild, erased.authorKey(), erased.head().at());
        tx.execute(GO_COUNTED, guild, erased.authorKey());
        tx.execute(GO, erased.head().at().toEpochMilli(), guild, erased.authorKey());
    }

    /// What every dataset must lose: the author's examples, and the reasons that the author typed about those of
    /// others.
    static Revision revision(Store store, String guild, String author) {
        Set<String> removed = new HashSet<>();
        Map<String, String> outputs = new HashMap<>();
        store.read(h -> h.createQuery(CONCERNED)
                .bind("guild", guild)
                .bind("author", author)
                .map((r, c) -> {
                    String reason = r.getString("reason");
                    return r.getBoolean("whole")
                            ? removed.add(r.getString("id"))
                            : outputs.put(
                                    r.getString("id"),
                                    " " + r.getString("label")
                                            + (reason == null || reason.isBlank() ? "" : " because " + reason.strip()));
                })
                .list());
        outputs.keySet().removeAll(removed);
        return new Revision(removed, outputs);
    }

    /// What was made of the author's examples, among it datasets.
    static List<String> holders(Handle sql, String guild, String author) {
        return sql.createQuery(HOLDERS)
                .bind("guild", guild)
                .bind("author", author)
                .mapTo(String.class)
                .list();
    }
}
