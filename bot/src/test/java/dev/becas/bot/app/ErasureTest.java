package dev.becas.bot.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.CopyKeeper;
import dev.becas.kernel.flow.MessageFlow.AuthorErased;
import dev.becas.testkit.TestKernel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {
    @TempDir
    Path folder;

    private TestKernel kernel;

    @BeforeEach
    void open() throws Exception {
        kernel = TestKernel.open(folder);
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void erasesTheTextsAndTellsWhoeverKeepsCopies() throws Exception {
        String key = wrote("g1", "ann", "what ann said");
        String other = wrote("g1", "bob", "what bob said");
        CommandResult result = erase("ann");
        assertEquals("1 texts erased; datasets revised: none; models that were trained on them: none", result.text());
        AuthorErased told = kernel.events(AuthorErased.class).getFirst();
        assertEquals(key, told.authorKey());
        assertEquals("g1", told.head().guildId());
        assertEquals(1, told.texts());
        assertEquals(Optional.empty(), kernel.kernel().authors().find("g1", "ann"));
        assertEquals(Optional.of(other), kernel.kernel().authors().find("g1", "bob"));
    }

    @Test
    void waitsForTheAnswerOfAKeeper() throws Exception {
        wrote("g1", "ann", "what ann said");
        AtomicInteger asked = new AtomicInteger();
        CopyKeeper keeper = erasure -> asked.incrementAndGet() < 3
                ? Optional.empty()
                : Optional.of(new CopyKeeper.CopiesErased(
                        List.of("d1 revision 2"), List.of("becas-v1"), List.of("/mnt/shelf")));
        kernel.kernel().services().provide(CopyKeeper.class, "keeper", keeper);
        CommandResult result = erase("ann");
        assertEquals(3, asked.get());
        assertEquals(
                "1 texts erased; datasets revised: d1 revision 2; models that were trained on them: becas-v1;"
                        + " copies that are not ours: /mnt/shelf",
                result.text());
        assertEquals(
                new Erasure.Erased(1, List.of("d1 revision 2"), List.of("becas-v1"), List.of("/mnt/shelf"), false),
                result.json());
    }

    @Test
    void asksNobodyAboutSomebodyWhoWroteNothing() throws Exception {
        kernel.kernel().services().provide(CopyKeeper.class, "keeper", erasure -> {
            throw new AssertionError("asked about " + erasure);
        });
        assertEquals(
                "0 texts erased; datasets revised: none; models that were trained on them: none",
                erase("nobody").text());
        assertEquals(List.of(), kernel.events(AuthorErased.class));
    }

    /// The key of the author.
    private String wrote(String guild, String user, String text) throws Exception {
        kernel.kernel().bus().write("key", tx -> kernel.kernel().authors().keyOf(tx, guild, user));
        String key = kernel.kernel().authors().find(guild, user).orElseThrow();
        kernel.content("text of " + user, guild, key, text);
        return key;
    }

    private CommandResult erase(String user) throws Exception {
        return new Erasure(kernel.kernel())
                .erase(new CommandCall("operator", Map.of("user", user, "guild", "g1"), sentence -> {}));
    }
}
