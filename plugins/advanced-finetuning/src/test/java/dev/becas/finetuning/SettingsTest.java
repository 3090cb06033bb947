package dev.becas.finetuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.finetuning.scoring.Tier;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void readsBothSectionsAsPeopleWriteThem() throws IOException {
        Config config = config("""
                finetuning: {minConfidence: 0.8, appealWindow: 2 days}
                datasets: {minTier: gold, evalShare: 0.2, dir: elsewhere, archiveAfter: 6 months}
                """);
        FinetuningSettings finetuning = config.section("finetuning", FinetuningSettings.DEFAULTS);
        DatasetSettings datasets = config.section("datasets", DatasetSettings.DEFAULTS);
        assertEquals(0.8, finetuning.minConfidence());
        assertEquals(Duration.ofDays(2), finetuning.appealWindow());
        assertEquals(50_000, finetuning.maxExamplesPerCategory());
        assertEquals(Tier.GOLD, datasets.minTier());
        assertEquals(Path.of("elsewhere"), datasets.dir());
        assertEquals(Duration.ofDays(180), datasets.archiveAfter());
    }

    @Test
    void refusesWhatIsOutOfRangeByName() throws IOException {
        Config config = config("{finetuning: {minConfidence: 7}, datasets: {exportAt: noon}}");
        var first =
                assertThrows(ConfigException.class, () -> config.section("finetuning", FinetuningSettings.DEFAULTS));
        assertEquals(
                folder.resolve("becas.yaml") + ": finetuning: minConfidence must be in [0, 1] but was 7.0",
                first.getMessage());
        var second = assertThrows(ConfigException.class, () -> config.section("datasets", DatasetSettings.DEFAULTS));
        assertEquals(
                folder.resolve("becas.yaml") + ": datasets: exportAt must be a time such as 02:00 but was 'noon'",
                second.getMessage());
    }

    @Test
    void refusesToLendExamplesWhereNoCategoriesAreRelated() throws IOException {
        Config config = config("finetuning: {crossTaskLearning: true}");
        var refused =
                assertThrows(ConfigException.class, () -> config.section("finetuning", FinetuningSettings.DEFAULTS));
        assertEquals(
                folder.resolve("becas.yaml")
                        + ": finetuning: crossTaskLearning must be false but was true: no two categories that have a"
                        + " model are declared related, so none can lend the other its examples; leave it out",
                refused.getMessage());
    }

    private Config config(String yaml) throws IOException {
        return Config.read(Files.writeString(folder.resolve("becas.yaml"), yaml), Map.of());
    }
}
