package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthlyReportTest {
    @TempDir
    Path folder;

    @Test
    void aMonthThatIsOverIsReportedOnce() throws Exception {
        try (World world = new World(folder)) {
            world.tick(Duration.ofHours(1));
            world.approveByTwo(World.V1);
            Instant now = world.kernel().now();
            YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
            Instant next = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            Path reports = world.kernel().kernel().dataFolder().resolve("reports");
            assertFalse(Files.exists(reports));

            world.tick(Duration.between(now, next));
            String page = Files.readString(reports.resolve(month + ".md"));
            assertTrue(page.startsWith("# Becas in " + month), page);
            assertTrue(page.contains(World.TARGET + " round 1 (hourly): running, " + World.V1), page);
            assertTrue(page.contains(World.V1 + " 1 %, by orchestrator"), page);
            assertEquals(
                    1,
                    Json.MAPPER
                            .readTree(reports.resolve(month + ".json").toFile())
                            .get("rounds")
                            .size());

            Files.delete(reports.resolve(month + ".md"));
            world.tick(Duration.ofDays(1));
            assertFalse(Files.exists(reports.resolve(month + ".md")), "not twice");
        }
    }

    @Test
    void aReportIsMadeEvenIfNobodyWasAwakeOnTheFirst() throws Exception {
        try (World world = new World(folder)) {
            world.answers(1);
            Instant now = world.kernel().now();
            YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
            Instant third = month.plusMonths(1).atDay(3).atStartOfDay().toInstant(ZoneOffset.UTC);
            world.tick(Duration.between(now, third));
            Path reports = world.kernel().kernel().dataFolder().resolve("reports");
            assertTrue(Files.exists(reports.resolve(month + ".md")));
            assertFalse(Files.exists(reports.resolve(month.minusMonths(1) + ".md")), "a month before the first day");
        }
    }
}
