package dev.becas.kernel.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.bus.Bus;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.store.Migrations;
import dev.becas.kernel.store.Store;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {
    private static final Instant NOW = KernelInFolder.START;

    @TempDir
    Path folder;

    private final AtomicInteger salts = new AtomicInteger();
    private Store store;
    private Bus bus;
    private AuthorKeys authors;
    private ContentStore contents;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(folder.resolve("becas.db"));
        new Migrations(store, folder.resolve("backups")).migrate("kernel", Bus.class.getClassLoader());
        bus = new Bus(store, new SimpleMeterRegistry());
        authors = new AuthorKeys(store, "secret", (guild, user) -> "salt " + salts.incrementAndGet());
        contents = new ContentStore(store);
    }

    @AfterEach
    void close() {
        bus.close();
        store.close();
    }

    @Test
    void aUserHasOneKeyInAServerAndAnotherElsewhere() throws Exception {
        String key = key("g1", "ann");
        assertEquals(key, key("g1", "ann"));
        assertNotEquals(key, key("g2", "ann"));
        assertNotEquals(key, key("g1", "bob"));
        assertEquals(Optional.of(key), authors.find("g1", "ann"));
        assertEquals(
                key,
                keyOf(new AuthorKeys(store, "secret", (g, u) -> "never used"), "g1", "ann"),
                "the store remembers");
    }

    @Test
    void aKeyDoesNotShowWhoItBelongsTo() throws Exception {
        String key = key("g1", "ann");
        assertTrue(key.matches("[0-9a-f]{20}"), key);
        List<String> rows = store.read(h -> h.createQuery("SELECT lookup || salt FROM author_salt")
                .mapTo(String.class)
                .list());
        assertTrue(rows.stream().noneMatch(r -> r.contains("ann")));
    }

    @Test
    void whoseSaltIsDestroyedGetsAnotherKeyAtOnce() throws Exception {
        String before = key("g1", "ann");
        String elsewhere = key("g2", "ann");
        bus.write("destroy", tx -> {
            authors.destroySalt(tx, "g1", "ann");
            assertNotEquals(before, authors.keyOf(tx, "g1", "ann"), "also inside the same transaction");
        });
        assertNotEquals(before, key("g1", "ann"));
        assertEquals(elsewhere, key("g2", "ann"));
    }

    @Test
    void aDestroyedSaltThatIsRolledBackKeepsTheKey() throws Exception {
        String before = key("g1", "ann");
        try {
            bus.write("destroy", tx -> {
                authors.destroySalt(tx, "g1", "ann");
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException expected) {
            assertEquals("no", expected.getMessage());
        }
        assertEquals(before, key("g1", "ann"));
    }

    @Test
    void erasureTakesEveryTextOfOneAuthorInOneServer() throws Exception {
        bus.write("texts", tx -> {
            tx.content("c1", "g1", "ann", "message", Provenance.MESSAGE, "hello", NOW);
            tx.content("c2", "g1", "ann", "reason", Provenance.INTERACTION, "because", NOW);
            tx.content("c3", "g2", "ann", "message", Provenance.MESSAGE, "elsewhere", NOW);
            tx.content("c4", "g1", "bob", "message", Provenance.MESSAGE, "mine", NOW);
        });
        bus.write("erase", tx -> assertEquals(List.of("c1", "c2"), ContentStore.erase(tx.sql(), "g1", "ann", NOW)));
        assertEquals(Map.of("c3", "elsewhere", "c4", "mine"), contents.texts(List.of("c1", "c2", "c3", "c4", "c5")));
        assertEquals(Optional.empty(), contents.text("c1"));
        assertTrue(contents.find("c1").isPresent(), "the row stays, without its text");
        bus.write(
                "erase", tx -> assertEquals(List.of(), ContentStore.erase(tx.sql(), "g1", "ann", NOW.plusSeconds(1))));
    }

    @Test
    void anErasedTextDoesNotComeBackWhenItIsToldAgain() throws Exception {
        bus.write("text", tx -> tx.content("c1", "g1", "ann", "message", Provenance.MESSAGE, "hello", NOW));
        bus.write("erase", tx -> ContentStore.erase(tx.sql(), "g1", "ann", NOW));
        bus.write("again", tx -> tx.content("c1", "g1", "ann", "message", Provenance.MESSAGE, "hello", NOW));
        assertEquals(Optional.empty(), contents.text("c1"));
    }

    @Test
    void findsWhatMembersTypedLongAgoAndNobodyWaitsFor() throws Exception {
        Instant before = NOW.minusSeconds(60);
        bus.publish(ClockTicked.at(before));
        bus.write("texts", tx -> {
            tx.content("c1", "g1", "ann", "message", Provenance.MESSAGE, "old", before);
            tx.content("c2", "g1", "ann", "message", Provenance.MESSAGE, "of today", NOW);
            tx.content("c3", "g1", "mod", "reason", Provenance.INTERACTION, "because", before);
            tx.content("c4", "g1", "ann", "message", Provenance.MESSAGE, "asked about", before);
            tx.content("c5", "g1", "bob", "report", Provenance.MESSAGE, "old too", before);
            tx.content("ex-1", "g1", "ann", "example", Provenance.MESSAGE, "redacted", before);
            tx.execute(
                    "INSERT INTO review_item (id, cause, guild, message_id, channel_id, category, content_id, kinds, at, wanted, state) VALUES ('i', '', 'g1', 'm', 'c', 'x', 'c4', '[]', 0, 1, 'open')");
        });
        assertEquals(List.of("c1", "c5"), contents.typedBefore(NOW, "", 10));
        assertEquals(List.of("c1"), contents.typedBefore(NOW, "", 1));
        assertEquals(List.of("c5"), contents.typedBefore(NOW, "c1", 10));
        assertEquals(List.of(), contents.typedBefore(before, "", 10));
        bus.write("empty", tx -> ContentStore.empty(tx, List.of("c1", "c5"), NOW));
        assertEquals(List.of(), contents.typedBefore(NOW, "", 10));
        assertEquals(Optional.empty(), contents.text("c1"));
        assertTrue(contents.find("c1").isPresent(), "the row stays, without its text");
        assertEquals(Optional.of("redacted"), contents.text("ex-1"));
    }

    private String key(String guild, String user) throws Exception {
        return keyOf(authors, guild, user);
    }

    private String keyOf(AuthorKeys keys, String guild, String user) throws Exception {
        String[] key = new String[1];
        bus.write("key", tx -> key[0] = keys.keyOf(tx, guild, user));
        return key[0];
    }
}
