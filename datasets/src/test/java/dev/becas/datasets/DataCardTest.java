package dev.becas.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataCardTest {

    @Test
    void theTableOfFamiliesIsTheListOfFamilies() throws IOException {
        List<String> expected = new ArrayList<>();
        addRows(expected, Category.VIOLATION);
        addRows(expected, Category.SCAM);
        List<String> written = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| violation_detection |") || line.startsWith("| scam_detection |"))
                .toList();
        assertTrue(written.containsAll(expected), () -> "wanted: " + String.join("\n", expected));
        assertEquals(expected.size(), written.size());
    }

    private static void addRows(List<String> rows, Category category) {
        for (String label : category.labels()) {
            addRow(rows, category, label, label, false, false);
            addRow(rows, category, label, label + " that looks bad", false, true);
            addRow(rows, category, label, label + " where the topic is forbidden", true, false);
        }
    }

    private static void addRow(
            List<String> rows, Category category, String label, String name, boolean topic, boolean hard) {
        StringBuilder row = new StringBuilder("| " + category.wireName() + " | " + name + " |");
        int sum = 0;
        for (Split split : Split.values()) {
            int count = FamilyBook.shipped()
                    .where(family -> family.category() == category
                            && family.label().equals(label)
                            && family.hasTopic() == topic
                            && family.hard() == hard
                            && family.split() == split)
                    .size();
            row.append(' ').append(count).append(" |");
            sum += count;
        }
        if (sum > 0) {
            rows.add(row.toString());
        }
    }
}
