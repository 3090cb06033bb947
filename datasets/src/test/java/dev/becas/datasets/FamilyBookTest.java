package dev.becas.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FamilyBookTest {

    private static final FamilyBook SHIPPED = FamilyBook.shipped();

    @Test
    void everyLabelHasTenFamiliesAndSomeOfEachSplit() {
        for (Category category : Category.values()) {
            for (String label : category.labels()) {
                List<Family> families = SHIPPED.where(family ->
                        family.category() == category && family.label().equals(label));
                assertTrue(families.size() >= 10, label + " has " + families.size());
                for (Split split : Split.values()) {
                    assertTrue(
                            families.stream().anyMatch(family -> family.split() == split), label + " lacks " + split);
                }
            }
        }
    }

    @Test
    void topicsAreNeverStockAndAlwaysHaveUnseenWordings() {
        for (String topic : GuildBook.shipped().topicNames()) {
            List<Family> families = SHIPPED.where(family -> family.topic().equals(topic));
            assertTrue(families.stream().noneMatch(family -> family.split() == Split.STOCK), topic);
            assertEquals(
                    2,
                    families.stream()
                            .filter(family -> family.split() == Split.UNSEEN)
                            .count(),
                    topic);
        }
    }

    @Test
    void everyTopicOfAFamilyIsATopicOfTheServers() {
        Set<String> topics = new HashSet<>(GuildBook.shipped().topicNames());
        SHIPPED.where(Family::hasTopic).forEach(family -> assertTrue(topics.contains(family.topic()), family.id()));
    }

    @Test
    void harmlessFamiliesBreakNoRuleOfAnyServerAndOthersBreakOneEverywhere() {
        for (Guild guild : GuildBook.shipped().servers(8)) {
            for (Family family : SHIPPED.where(family -> !family.hasTopic())) {
                boolean harmless = family.label().equals(family.category().passLabel());
                assertEquals(!harmless, guild.ruleAgainst(family).isPresent(), guild.id() + " " + family.id());
            }
        }
    }

    @Test
    void refusesAFamilyThatBreaksARuleOfTheFile() {
        assertRefused(
                "has the label scammy, unknown to its category", "[a] stock scam_detection scammy", "hi {member}");
        assertRefused("has no template", "[a] stock scam_detection clean");
        assertRefused(
                "has a template without a slot of its own words", "[a] stock scam_detection clean", "hello {num}");
        assertRefused("asks for the unknown slot nobody", "[a] stock scam_detection clean", "{member} (is {nobody}|x)");
        assertRefused(
                "has an id that another family has",
                "[a] stock scam_detection clean",
                "hi {member}",
                "[a] stock scam_detection clean",
                "ho {member}");
    }

    @Test
    void refusesATemplateThatDoesNotCloseWhatItOpens() {
        for (String broken : List.of("a {slot", "a (b|c", "a [b", "a ) b", "a (b] c", "a [b) c")) {
            assertThrows(IllegalArgumentException.class, () -> Template.parse(broken), broken);
        }
    }

    private static void assertRefused(String sentence, String... lines) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> FamilyBook.parse(List.of(lines), WordBook.forConversations()));
        assertEquals("family a " + sentence, refusal.getMessage());
    }
}
