package dev.becas.kernel.model;

import dev.becas.kernel.id.Ids;
import dev.becas.kernel.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who answers now, in memory: asked with every message, changed by whole entries.
public final class Aliases {
    private static final int PERCENT = 100;
    private final Map<String, ModelAlias> byTarget = new ConcurrentHashMap<>();

    Aliases(Store store) {
        store.read(h -> h.createQuery(
                                "SELECT target, version, fallback, share FROM model_alias_history WHERE seq IN (SELECT max(seq) FROM model_alias_history GROUP BY target)")
                        .map((r, c) -> new ModelAlias(
                                r.getString("target"),
                                r.getString("version"),
                                r.getString("fallback"),
                                r.getInt("share")))
                        .list())
                .forEach(this::put);
    }

    void put(ModelAlias alias) {
        byTarget.put(alias.target(), alias);
    }

    /// The alias of a target.
    public Optional<ModelAlias> find(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }

    /// All of them.
    public List<ModelAlias> all() {
        return List.copyOf(byTarget.values());
    }

    /// The version that answers a request: by the hash of its id, so the same request always goes the same way.
    public Optional<String> route(String target, String requestId) {
        return find(target).map(alias -> {
            String fallback = alias.fallback();
            boolean inShare = Ids.bucket(target + "/" + requestId, PERCENT) < alias.sharePercent();
            return inShare || fallback == null ? alias.version() : fallback;
        });
    }
}
