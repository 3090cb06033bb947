package dev.becas.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What must not be known cannot be known: held-out families are looked for by their own words in the finished text,
/// not by the generator's book-keeping.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbsenceTest {

    /// Shorter stretches come about by chance, as "on the table" does in "drew it on the tablet".
    private static final int TELLING_LENGTH = 16;

    @TempDir
    private static Path folder;

    private String stock = "";
    private String base = "";
    private String demo = "";
    private String evaluation = "";
    private List<String> goldMessages = List.of();
    private Set<String> demoMessages = Set.of();

    @BeforeAll
    void generate() throws IOException {
        Generated talk = Generated.of(ConversationSettings.defaults(), folder.resolve("demo"));
        demoMessages = new HashSet<>(talk.texts());
        demo = joined(talk.texts());
        evaluation = joined(Generated.of(ConversationSettings.defaults().unseen(), folder.resolve("unseen"))
                .texts());
        stock = joined(StockText.rows().map(LabelledRow::message).toList());
        base = joined(BaseText.rows().map(LabelledRow::message).toList());
        goldMessages =
                GoldSet.of(7, 4).rows().stream().map(LabelledRow::message).toList();
    }

    @Test
    void unseenFamiliesAreInTheEvaluationConversationAlone() {
        Map<String, Family> marks = marksOf(Split.UNSEEN);
        assertTrue(marks.size() > 100, () -> "marks: " + marks.size());
        assertEquals(List.of(), found(marks, stock));
        assertEquals(List.of(), found(marks, base));
        assertEquals(List.of(), found(marks, demo));
        assertEquals(List.of(), found(marks, joined(goldMessages)));
        assertEquals(marks.size(), found(marks, evaluation).size());
    }

    @Test
    void tuningFamiliesAreInConversationsButNotInTheTextsOfFirstModels() {
        Map<String, Family> marks = marksOf(Split.TUNING);
        assertEquals(List.of(), found(marks, stock));
        assertEquals(List.of(), found(marks, base));
        assertEquals(marks.size(), found(marks, demo).size());
    }

    @Test
    void stockFamiliesAreInTheTextsOfFirstModels() {
        Map<String, Family> marks = marksOf(Split.STOCK);
        assertTrue(found(marks, stock).size() > 0.95 * marks.size());
        assertEquals(marks.size(), found(marks, base).size());
    }

    @Test
    void theBaseTextKnowsNoWordThatIsKeptForTheGoldSet() {
        for (String slot : List.of("member", "game", "item", "boss", "coin", "group", "zone", "character")) {
            // The base text makes words up, and some short one is a name.
            for (String word : WordBook.forGold().of(slot).stream()
                    .filter(word -> word.length() > 4)
                    .toList()) {
                assertTrue(
                        !Pattern.compile("\\b" + Pattern.quote(plain(word)) + "\\b")
                                .matcher(base)
                                .find(),
                        word);
            }
        }
    }

    @Test
    void noGoldSentenceIsASentenceOfTheConversation() {
        goldMessages.forEach(message -> assertTrue(!demoMessages.contains(message), message));
    }

    @Test
    void theGoldSetSharesNoWordOfAnOpenSlotWithConversations() {
        WordBook ours = WordBook.forConversations();
        WordBook gold = WordBook.forGold();
        for (String slot : List.of("member", "game", "item", "affix", "boss", "coin", "group")) {
            assertTrue(gold.of(slot).size() >= 3, slot);
            assertEquals(
                    List.of(),
                    gold.of(slot).stream().filter(ours.of(slot)::contains).toList(),
                    slot);
        }
    }

    /// Stretches of fixed text that only families of one split have.
    private static Map<String, Family> marksOf(Split split) {
        Map<String, Family> marks = new TreeMap<>();
        for (Family family : FamilyBook.shipped().where(family -> family.split() == split)) {
            family.templates().stream()
                    .flatMap(template -> template.fixedText().stream())
                    .map(fixed -> plain(fixed).replaceAll("^[^a-z]+|[^a-z]+$", ""))
                    .filter(mark -> mark.length() >= TELLING_LENGTH)
                    .forEach(mark -> marks.put(mark, family));
        }
        String others = FamilyBook.shipped().where(family -> family.split() != split).stream()
                .flatMap(family -> family.templates().stream())
                .flatMap(template -> template.fixedText().stream())
                .map(AbsenceTest::plain)
                .collect(Collectors.joining("\n"));
        marks.keySet().removeIf(others::contains);
        return marks;
    }

    private static List<String> found(Map<String, Family> marks, String text) {
        return marks.keySet().stream().filter(text::contains).toList();
    }

    private static String joined(List<String> messages) {
        return messages.stream().map(AbsenceTest::plain).collect(Collectors.joining("\n"));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
