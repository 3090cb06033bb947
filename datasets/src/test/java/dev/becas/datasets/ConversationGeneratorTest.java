package dev.becas.datasets;

import static dev.becas.datasets.Generated.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationGeneratorTest {

    private static final ConversationSettings SMALL =
            ConversationSettings.defaults().withMessages(2_000);

    @TempDir
    private static Path folder;

    private Generated demo;

    @BeforeAll
    void generateTheDemosConversation() throws IOException {
        demo = Generated.of(ConversationSettings.defaults(), folder.resolve("demo"));
    }

    @Test
    void oneSeedGivesTheSameBytesOnAnyMachine() throws IOException {
        GeneratedConversation made = ConversationGenerator.generate(SMALL, folder.resolve("small"));
        assertEquals(
                "b111fb8d205725efd76d4d65a3ba5810bf87166d8a3810b3a25d63a433a58bbe",
                Generated.digest(
                        made.conversation(),
                        made.moderators(),
                        made.guildFolder().resolve("g0.yaml")));
    }

    @Test
    void anotherSeedGivesAnotherConversation() throws IOException {
        GeneratedConversation one = ConversationGenerator.generate(SMALL, folder.resolve("one"));
        GeneratedConversation other = ConversationGenerator.generate(SMALL.withSeed(8), folder.resolve("other"));
        assertNotEquals(Generated.digest(one.conversation()), Generated.digest(other.conversation()));
    }

    @Test
    void timeNeverRunsBackwardsAndEveryLineHasATypeAndAGuild() {
        Instant before = ConversationSettings.defaults().start();
        for (JsonNode line : demo.talk()) {
            Instant at = Instant.parse(text(line, "at"));
            assertFalse(at.isBefore(before), () -> "earlier than the line before it: " + line);
            assertFalse(text(line, "guild").isEmpty(), line::toString);
            before = at;
        }
        assertEquals(
                Set.of("message", "join", "leave", "edit", "delete", "report"),
                demo.made().lines().keySet());
    }

    @Test
    void everyMessageHasOneTruthAndNoIdComesTwice() {
        Set<String> ids = demo.messages().stream().map(line -> text(line, "id")).collect(Collectors.toSet());
        Set<String> judged =
                demo.truths().stream().map(line -> text(line, "messageId")).collect(Collectors.toSet());
        assertEquals(40_000, ids.size());
        assertEquals(ids, judged);
        assertEquals(40_000, demo.truths().size());
        assertTrue(ids.contains("m0000001") && ids.contains("m0040000"));
    }

    @Test
    void theTruthIsAsTheFormatSays() {
        for (JsonNode truth : demo.truths()) {
            Category category = Category.of(text(truth, "category"));
            assertTrue(category.labels().contains(text(truth, "label")), truth::toString);
            assertTrue(text(truth, "reason").length() >= 20, truth::toString);
            assertTrue(text(truth, "moderator").matches("g[0-3]-mod[0-2]"), truth::toString);
            assertTrue(truth.path("afterSeconds").asLong(-1) >= 0, truth::toString);
            boolean harmless = text(truth, "label").equals(category.passLabel());
            assertEquals(harmless, text(truth, "action").equals("none"), truth::toString);
        }
    }

    @Test
    void whatFollowsAMessageNamesAMessageThatWasSaid() {
        Set<String> said = new HashSet<>();
        for (JsonNode line : demo.talk()) {
            switch (text(line, "type")) {
                case "message" -> {
                    assertTrue(!line.has("replyTo") || said.contains(text(line, "replyTo")), line::toString);
                    said.add(text(line, "id"));
                }
                case "edit", "delete" -> assertTrue(said.contains(text(line, "id")), line::toString);
                case "report" -> assertTrue(said.contains(text(line, "messageId")), line::toString);
                default -> {}
            }
        }
    }

    @Test
    void nobodyWritesWithoutHavingJoined() {
        Set<String> present = new HashSet<>();
        for (JsonNode line : demo.talk()) {
            switch (text(line, "type")) {
                case "join" -> {
                    assertTrue(present.add(text(line, "author")), line::toString);
                    assertTrue(text(line, "accountCreatedAt").compareTo(text(line, "at")) <= 0, line::toString);
                }
                case "leave" -> assertTrue(present.remove(text(line, "author")), line::toString);
                case "message" -> assertTrue(present.contains(text(line, "author")), line::toString);
                default -> {}
            }
        }
    }

    @Test
    void theNeighbourhoodIsAsRoughAsAskedFor() {
        Map<String, Integer> labels = demo.made().labels();
        assertEquals(
                40_000, labels.values().stream().mapToInt(Integer::intValue).sum());
        int violations = countActs(labels, Category.VIOLATION);
        int scams = countActs(labels, Category.SCAM);
        assertTrue(Math.abs(violations - 0.12 * 40_000) < 250, () -> "violations: " + violations);
        assertTrue(Math.abs(scams - 0.09 * 40_000) < 250, () -> "scams: " + scams);
        for (Category category : Category.values()) {
            category.actLabels()
                    .forEach(label ->
                            assertTrue(labels.getOrDefault(category.wireName() + "/" + label, 0) >= 200, label));
        }
    }

    @Test
    void aboutATenthOfTheOffencesIsReported() {
        Set<String> offences = demo.truths().stream()
                .filter(truth -> !text(truth, "action").equals("none"))
                .map(truth -> text(truth, "messageId"))
                .collect(Collectors.toSet());
        long reported = demo.ofType("report").stream()
                .filter(report -> offences.contains(text(report, "messageId")))
                .count();
        double share = (double) reported / offences.size();
        assertTrue(share > 0.08 && share < 0.12, () -> "share reported: " + share);
    }

    @Test
    void theSameTextIsFineOnOneServerAndABreachOnAnother() {
        Map<String, String> textOf = new HashMap<>();
        demo.messages().forEach(line -> textOf.put(text(line, "id"), text(line, "text")));
        Map<String, Set<Boolean>> truths = new HashMap<>();
        for (JsonNode truth : demo.truths()) {
            String said = textOf.getOrDefault(text(truth, "messageId"), "");
            truths.computeIfAbsent(said, text -> new HashSet<>())
                    .add(text(truth, "label").equals("ok"));
        }
        long both = truths.values().stream().filter(found -> found.size() == 2).count();
        assertTrue(both >= 100, () -> "texts with both truths: " + both);
    }

    @Test
    void aThirdOfTheViolationsHangsOnTheServersOwnRules() {
        Set<String> topicFamilies = FamilyBook.shipped().where(Family::hasTopic).stream()
                .map(Family::id)
                .collect(Collectors.toSet());
        int aboutTopics = demo.made().families().entrySet().stream()
                .filter(entry -> topicFamilies.contains(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        int violations = countActs(demo.made().labels(), Category.VIOLATION);
        double share = aboutTopics / 2.0 / violations;
        assertTrue(share > 0.29 && share < 0.38, () -> "share of violations about topics: " + share);
    }

    @Test
    void everyTopicIsForbiddenOnHalfOfTheServers() {
        for (int count : List.of(4, 8)) {
            List<Guild> guilds = GuildBook.shipped().servers(count);
            for (String topic : GuildBook.shipped().topicNames()) {
                assertEquals(
                        count / 2,
                        guilds.stream().filter(guild -> guild.forbids(topic)).count(),
                        topic);
            }
        }
    }

    @Test
    void thePolicyFileOfAServerIsYamlThatHoldsItsRules() throws IOException {
        Path file = demo.made().guildFolder().resolve("g1.yaml");
        JsonNode policy = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
        assertEquals("g1", text(policy, "guild"));
        assertEquals("synthetic", text(policy.path("dataPolicy"), "provenance"));
        assertEquals(16, policy.path("rules").size());
        assertEquals("r1", text(policy.path("rules").path(0), "id"));
        assertEquals("spoilers", text(policy.path("rules").path(12), "topic"));
        assertFalse(policy.path("rules").path(0).has("topic"));
    }

    @Test
    void noLookAlikeLinkLeadsToANameThatCanBeRegistered() {
        Dice dice = new Dice(1);
        for (int i = 0; i < 2_000; i++) {
            String link = Links.lookAlike("any", "gift", dice);
            String host = link.replaceFirst("^https://", "").replaceFirst("/.*$", "");
            assertTrue(host.matches(".+\\.(example|test|invalid|gftz|nitr|przz|lnq)"), link);
        }
    }

    private static int countActs(Map<String, Integer> labels, Category category) {
        return category.actLabels().stream()
                .mapToInt(label -> labels.getOrDefault(category.wireName() + "/" + label, 0))
                .sum();
    }
}
