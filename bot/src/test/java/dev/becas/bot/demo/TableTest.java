package dev.becas.bot.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.PromotionFlow.StageChanged;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.signal.Progress;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.testkit.TestKernel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    private static final String TARGET = "becas-qwen-scam_detection";

    @TempDir
    private Path folder;

    private TestKernel kernel;
    private Watch watch;

    @BeforeEach
    void open() throws Exception {
        kernel = TestKernel.open(folder);
        watch = new Watch(kernel.kernel().bus());
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void fitsATerminalOf80By24WhateverItShows() throws Exception {
        publish(
                new StageChanged(head("s"), TARGET, "collecting", "ready_for_training", "because"),
                new AliasMoved(head("a"), TARGET, TARGET + "-v12", TARGET + "-v11", 25, "orchestrator", "roll-out"));
        Table.ShadowCount many = new Table.ShadowCount(123_456_789, 12_345_678);
        List<String> lines = Table.lines(watch, moment(Map.of(), Map.of(TARGET, many)));
        assertTrue(lines.size() <= Table.HEIGHT, () -> lines.size() + " lines");
        for (String line : lines) {
            assertTrue(line.length() <= Table.WIDTH, () -> line.length() + ": " + line);
        }
    }

    @Test
    void showsHowFarATrainingIs() throws Exception {
        TrainingRequest request = new TrainingRequest(
                "job-1",
                "linear",
                TARGET,
                "scam_detection",
                List.of("clean", "social"),
                "d1",
                Path.of("d1"),
                null,
                Map.of(),
                1);
        publish(new TrainingRequested(head("t"), request));
        Progress half = new Progress("job-1", "train-linear", 6, 12, new TreeMap<>(Map.of("loss", 0.25)), 75);
        assertTrue(row("training", moment(Map.of("job-1", half), Map.of())).contains("██░ 6/12 loss 0.25 1:15 left"));
        Progress silent = Progress.of("job-1", "train-linear", 3, 12);
        assertTrue(row("training", moment(Map.of("job-1", silent), Map.of())).contains("██░░░░░░ 3/12 0:00 left"));
    }

    @Test
    void showsWhoAnswersDuringARollOut() throws Exception {
        publish(new AliasMoved(head("a"), TARGET, TARGET + "-v1", TARGET + "-v0", 25, "orchestrator", "roll-out"));
        assertTrue(row("who answers", moment(Map.of(), Map.of())).contains("██░░░░░░ v1 25 %"));
        publish(new AliasMoved(head("b"), TARGET, TARGET + "-v1", TARGET + "-v0", 100, "orchestrator", "roll-out"));
        assertTrue(row("who answers", moment(Map.of(), Map.of())).contains("v1 all"));
    }

    @Test
    void saysWhyARoundCameToNoReport() throws Exception {
        publish(new StageChanged(
                head("s"), TARGET, "training", "collecting", "gold evaluation not passed: -11 points"));
        assertTrue(row("report", moment(Map.of(), Map.of())).endsWith(" gold evaluation not passed"));
    }

    @Test
    void isDrawnOverItselfInOneWriteAndSentencesStandAboveIt() {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(seen, true, StandardCharsets.UTF_8), false);
        screen.draw(watch, moment(Map.of(), Map.of()));
        int lines = Table.lines(watch, moment(Map.of(), Map.of())).size();
        seen.reset();
        screen.say("something happened");
        String text = seen.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("\u001b[" + lines + "A\rsomething happened\u001b[K\n  Becas demo"), text);
        screen.end();
        seen.reset();
        screen.say("below");
        assertEquals("below\u001b[K\n\u001b[J", seen.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aTerminalThatIsTooSmallGetsLines() {
        assertTrue(Terminal.fits("24 80\n"));
        assertTrue(!Terminal.fits("20 120\n"));
        assertTrue(!Terminal.fits("50 60\n"));
        assertTrue(Terminal.fits(""), "where nobody can tell it is tried");
    }

    private String row(String label, Table.Moment moment) {
        return Table.lines(watch, moment).stream()
                .filter(line -> line.strip().startsWith(label))
                .findFirst()
                .orElseThrow();
    }

    private void publish(FlowEvent... events) throws Exception {
        kernel.publish(events);
        watch.sync();
    }

    private EventHead head(String what) {
        return EventHead.root("test", what, EventHead.NO_GUILD, kernel.now());
    }

    private static Table.Moment moment(Map<String, Progress> training, Map<String, Table.ShadowCount> shadow) {
        return new Table.Moment(0.5, Duration.ofSeconds(83), "2026-01-14 07:00", training, shadow, "");
    }
}
