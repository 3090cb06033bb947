package dev.becas.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTextTest {

    @TempDir
    private static Path folder;

    @Test
    void theStockTextIsTheSameOnEachCallAndAFewThousandRows() {
        List<LabelledRow> rows = StockText.rows().toList();
        assertEquals(rows, StockText.rows().toList());
        assertTrue(rows.size() > 3_000 && rows.size() < 8_000, () -> "rows: " + rows.size());
    }

    @Test
    void theTextsOfFirstModelsKnowTheGeneralRulesAlone() {
        Set<String> topicRules = new HashSet<>();
        for (int wording = 0; wording < 2; wording++) {
            GuildBook.shipped().rules(GuildBook.shipped().topicNames(), wording).stream()
                    .filter(rule -> !rule.topic().isEmpty())
                    .forEach(rule -> topicRules.add(rule.text()));
        }
        assertEquals(16, topicRules.size());
        Stream.concat(StockText.rows(), BaseText.rows())
                .peek(row -> assertEquals("stock", row.guild()))
                .flatMap(row -> row.fields().stream())
                .filter(field -> field.name().equals("rule"))
                .forEach(field -> assertTrue(!topicRules.contains(field.value()), field.value()));
    }

    @Test
    void theTinyBaseWasMadeFromTheTextThatIsWrittenToday() throws IOException {
        BaseText.main(new String[] {folder.resolve("base").toString()});
        String card = Files.readString(Path.of("src/main/tiny-base/tiny.json"));
        assertEquals(
                new ObjectMapper().readTree(card).path("textSha256").asText(),
                Generated.digest(folder.resolve("base/rows.jsonl")),
                "the generator has changed: make the tiny base anew by datasets/rebuild-tiny-base");
        assertEquals(
                GoldSet.of(1, 4), GoldSet.read(folder.resolve("base/gold.jsonl")), "and it was measured on the demo's");
    }

    @Test
    void aWrittenRowHasCategoryLabelGuildAndFieldsThatEndInTheMessage() throws IOException {
        Path file = folder.resolve("stock.jsonl");
        StockText.write(file);
        List<JsonNode> lines = Generated.lines(file);
        assertEquals(StockText.rows().count(), lines.size());
        for (JsonNode line : lines) {
            assertEquals(4, line.size(), line::toString);
            JsonNode fields = line.path("fields");
            assertEquals("rule", fields.path(0).path("name").asText());
            assertEquals("message", fields.path(fields.size() - 1).path("name").asText());
        }
    }

    @Test
    void theGoldSetIsBalancedAndReadsBackAsItWasWritten() throws IOException {
        GoldSet gold = GoldSet.of(7, 4, 20);
        assertEquals(
                Map.ofEntries(
                        Map.entry("violation_detection/ok", 140),
                        Map.entry("violation_detection/hate", 20),
                        Map.entry("violation_detection/harassment", 20),
                        Map.entry("violation_detection/threat", 20),
                        Map.entry("violation_detection/sexual", 20),
                        Map.entry("violation_detection/selfharm", 20),
                        Map.entry("violation_detection/spam", 20),
                        Map.entry("violation_detection/other", 20),
                        Map.entry("scam_detection/clean", 100),
                        Map.entry("scam_detection/phishing", 20),
                        Map.entry("scam_detection/airdrop", 20),
                        Map.entry("scam_detection/crypto", 20),
                        Map.entry("scam_detection/impersonation", 20),
                        Map.entry("scam_detection/social", 20)),
                gold.counts());
        Path file = folder.resolve("gold.jsonl");
        gold.write(file);
        assertEquals(gold, GoldSet.read(file));
    }

    @Test
    void theGoldSetDependsOnItsSeed() {
        assertEquals(GoldSet.of(7, 4, 10), GoldSet.of(7, 4, 10));
        assertNotEquals(GoldSet.of(7, 4, 10), GoldSet.of(8, 4, 10));
    }

    @Test
    void theGoldSetRefusesBadSizesByName() {
        assertEquals(
                "guilds must be in [1, 8] but was 0",
                assertThrows(IllegalArgumentException.class, () -> GoldSet.of(7, 0))
                        .getMessage());
        assertEquals(
                "rowsPerLabel must be in [2, 10000] but was 1",
                assertThrows(IllegalArgumentException.class, () -> GoldSet.of(7, 4, 1))
                        .getMessage());
    }

    @Test
    void aMalformedGoldFileIsRefusedWithFileAndLine() throws IOException {
        Path file = folder.resolve("broken.jsonl");
        Files.writeString(file, "{\"category\":\n");
        IOException refusal = assertThrows(IOException.class, () -> GoldSet.read(file));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(file + " line 1 must be a labelled row: "));
    }

    @Test
    void officialDomainsBeginWithABrandsFrontDoor() {
        assertEquals("discord.com", OfficialDomains.of("discord").getFirst());
        assertThrows(IllegalArgumentException.class, () -> OfficialDomains.of("nobody"));
        assertTrue(OfficialDomains.byBrand().size() >= 11);
    }
}
