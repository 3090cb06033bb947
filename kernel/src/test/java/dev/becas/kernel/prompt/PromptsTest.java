package dev.becas.kernel.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.guild.GuildPolicy;
import dev.becas.kernel.id.Ids;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptsTest {
    private static final PromptField TRUST = new PromptField("author trust", "low");

    @Test
    void aMessageStandsBehindTheRulesOfItsCategoryAndWhatElseIsKnown() {
        RenderedPrompt prompt = about(policy("Keep spoilers out.", "Sell nothing."), "hello\nall");
        assertEquals(
                "rule: Keep spoilers out.\nrule: Sell nothing.\nauthor trust: low\nmessage: hello all", prompt.input());
        assertEquals(4, prompt.fields().size());
    }

    @Test
    void aRememberedStartGivesThePromptThatIsMadeAtOnce() {
        GuildPolicy policy = policy("Keep spoilers out. \uD83E\uDD2B", "Sell nothing.");
        for (String message : List.of("hello", "", "\uD83D\uDE00 wörds", "a second\r\nline")) {
            RenderedPrompt prompt = about(policy, message);
            assertEquals(Prompts.of(Categories.VIOLATION, prompt.fields()), prompt);
            assertEquals(Ids.sha256Hex(prompt.system() + "\u0000" + prompt.input()), prompt.digest());
        }
    }

    @Test
    void aServerWithoutRulesHasNoEmptyLine() {
        RenderedPrompt prompt = Prompts.aboutMessage(Categories.SCAM, GuildPolicy.empty("g2"), List.of(), "hello");
        assertEquals("message: hello", prompt.input());
        assertEquals(Prompts.of(Categories.SCAM, prompt.fields()), prompt);
    }

    @Test
    void aChangedPolicyIsReadAnew() {
        assertTrue(about(policy("Keep spoilers out."), "hello").input().contains("spoilers"));
        RenderedPrompt after = about(policy("Sell nothing."), "hello");
        assertEquals("rule: Sell nothing.\nauthor trust: low\nmessage: hello", after.input());
    }

    private static RenderedPrompt about(GuildPolicy policy, String message) {
        return Prompts.aboutMessage(Categories.VIOLATION, policy, List.of(TRUST), message);
    }

    /// A server whose rules speak of violations, and one that speaks of scams.
    private static GuildPolicy policy(String... rules) {
        List<GuildPolicy.Rule> written = new ArrayList<>();
        for (String rule : rules) {
            written.add(
                    new GuildPolicy.Rule("r" + written.size(), rule, Categories.VIOLATION, "other", "delete", null));
        }
        written.add(new GuildPolicy.Rule("scam", "No fake pages.", Categories.SCAM, "phishing", "ban", null));
        return new GuildPolicy("g1", null, null, written, null, null, null, null, null, null, null, false);
    }
}
