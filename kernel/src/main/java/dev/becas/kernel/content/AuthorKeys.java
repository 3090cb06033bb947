package dev.becas.kernel.content;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;

/// Turns user ids into keyed hashes. Each user has a salt of their own in each guild; when it is destroyed, the rows
/// that carry the old key belong to nobody, and the user gets a new key.
public final class AuthorKeys {
    private static final int KEY_DIGITS = 20;
    private static final int CACHED_MAX = 200_000;

    private final Store store;
    private final byte[] secret;
    private final BinaryOperator<String> newSalt;
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    /// @param secret of the installation
    /// @param newSalt makes the salt for a guild and user: random live, derived from the seed in replay
    public AuthorKeys(Store store, String secret, BinaryOperator<String> newSalt) {
        this.store = store;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.newSalt = newSalt;
    }

    /// The key of a user, making their salt when they are new here. The key may be used once the transaction is
    /// committed.
    public String keyOf(Tx tx, String guildId, String userId) {
        String cached = keys.get(guildId + "/" + userId);
        if (cached != null) {
            return cached;
        }
        String lookup = hmac(secret, guildId + "/" + userId);
        tx.sql()
                .execute(
                        "INSERT INTO author_salt (guild, lookup, salt) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        guildId,
                        lookup,
                        newSalt.apply(guildId, userId));
        String key = keyFrom(salt(tx.sql(), guildId, lookup), userId);
        tx.afterCommit(() -> remember(guildId, userId, key));
        return key;
    }

    /// The key of a user who was seen before; empty when there is no salt.
    public java.util.Optional<String> find(String guildId, String userId) {
        String lookup = hmac(secret, guildId + "/" + userId);
        return store.read(h -> h.createQuery("SELECT salt FROM author_salt WHERE guild = :guild AND lookup = :lookup")
                        .bind("guild", guildId)
                        .bind("lookup", lookup)
                        .mapTo(String.class)
                        .findOne())
                .map(salt -> keyFrom(salt, userId));
    }

    /// Destroys a user's salt.
    public void destroySalt(Tx tx, String guildId, String userId) {
        tx.sql()
                .execute(
                        "DELETE FROM author_salt WHERE guild = ? AND lookup = ?",
                        guildId,
                        hmac(secret, guildId + "/" + userId));
        keys.remove(guildId + "/" + userId);
        // Once more: an earlier piece of the same commit may remember the old key in between.
        tx.afterCommit(() -> keys.remove(guildId + "/" + userId));
    }

    private void remember(String guildId, String userId, String key) {
        if (keys.size() < CACHED_MAX) {
            keys.put(guildId + "/" + userId, key);
        }
    }

    private static String salt(Handle sql, String guildId, String lookup) {
        return sql.createQuery("SELECT salt FROM author_salt WHERE guild = :guild AND lookup = :lookup")
                .bind("guild", guildId)
                .bind("lookup", lookup)
                .mapTo(String.class)
                .one();
    }

    private static String keyFrom(String salt, String userId) {
        return hmac(salt.getBytes(StandardCharsets.UTF_8), userId).substring(0, KEY_DIGITS);
    }

    private static String hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
