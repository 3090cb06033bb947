package dev.becas.bot.moderation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.guild.GuildPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server writes into its policy file, and what follows for a message.
class PolicyFileTest {
    private static final String FILE = """
            guild: %s
            rules: []
            topics:
              politics: [election, "prime minister"]
            terms:
              - id: no-politics
                topics: [politics]
                category: violation_detection
                label: other
                action: delete
                allowedIn: [debates]
            links:
              - id: no-shops
                deny: [shop.example]
                allow: [help.shop.example]
                category: violation_detection
                label: spam
                action: warn
              - id: no-invites
                invites: true
                category: violation_detection
                label: spam
                action: delete
            channels:
              desk: support
            exceptions:
              domains: [discorcl.example]
              quotedText: true
            """;

    @TempDir
    private Path folder;

    private BotKernel open(String file) throws Exception {
        return BotKernel.open(Files.createDirectories(folder.resolve("bot")), "act", policy(file))
                .withModels(false);
    }

    private GuildPolicy policy(String file) throws IOException {
        Path written = Files.writeString(folder.resolve("guild.yaml"), file.formatted(BotKernel.GUILD));
        return GuildPolicies.readFile(written);
    }

    @Test
    void aTopicsWordsCountAsTheRulesOwn() throws Exception {
        try (BotKernel bot = open(FILE)) {
            assertEquals("no-politics", bot.post("m1", "the el3ction is near").ruleId());
            assertEquals("no-politics", bot.post("m2", "our Prime Minister").ruleId());
            assertNull(bot.post("m3", "ann", "debates", "the election is near").ruleId());
        }
    }

    @Test
    void quotedWordsAreLeftAloneWhereTheServerSaysSo() throws Exception {
        try (BotKernel bot = open(FILE)) {
            assertNull(bot.post("m1", "> the election is near\nplease not here").ruleId());
            assertEquals(
                    "no-politics",
                    bot.post("m2", "> please not here\nthe election is near").ruleId());
        }
        folder = Files.createDirectories(folder.resolve("other"));
        try (BotKernel bot = open(FILE.replace("quotedText: true", "quotedText: false"))) {
            assertEquals(
                    "no-politics",
                    bot.post("m1", "> the election is near\nplease not here").ruleId());
        }
    }

    @Test
    void deniedDomainsMatchWithAllBelowThemAndAllowedOnesDoNot() throws Exception {
        try (BotKernel bot = open(FILE)) {
            MessageDecided denied = bot.post("m1", "see https://www.shop.example/sale");
            assertEquals("no-shops", denied.ruleId());
            assertEquals("warn", denied.action());
            assertNull(bot.post("m2", "see https://help.shop.example/returns").ruleId());
            assertNull(bot.post("m3", "see https://workshop.example/").ruleId());
        }
    }

    @Test
    void everyLinkIsDeniedByAStar() throws Exception {
        try (BotKernel bot = open(FILE.replace("[shop.example]", "['*']"))) {
            assertEquals(
                    "no-shops", bot.post("m1", "see https://workshop.example/").ruleId());
            assertNull(bot.post("m2", "see https://help.shop.example/returns").ruleId());
        }
    }

    @Test
    void invitationsMatchAndOtherLinksOfThePlatformDoNot() throws Exception {
        try (BotKernel bot = open(FILE)) {
            assertEquals("no-invites", bot.post("m1", "join discord.gg/abcdef").ruleId());
            assertEquals(
                    "no-invites",
                    bot.post("m2", "join https://discord.com/invite/abcdef").ruleId());
            assertNull(bot.post("m3", "read https://discord.com/terms").ruleId());
        }
    }

    @Test
    void aDomainThatTheServerTrustsIsNoLookAlike() throws Exception {
        String link = "sign in at https://discord-nitro.discorcl.example/login";
        try (BotKernel bot = open(FILE)) {
            assertEquals("cleared", bot.post("m1", link).decidedBy());
        }
    }

    @Test
    void theKindOfTheChannelStandsInTheCircumstances() throws Exception {
        try (BotKernel bot = open(FILE)) {
            assertEquals(
                    "support",
                    bot.post("m1", "ann", "desk", "hello").circumstances().channelKind());
            assertNull(bot.post("m2", "ann", "general", "hello").circumstances().channelKind());
        }
    }
}
