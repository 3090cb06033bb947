package dev.becas.finetuning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.finetuning.Server.Decision;
import dev.becas.kernel.flow.ExampleFlow.ExampleCollected;
import dev.becas.kernel.flow.LabelSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each factor, flipped alone by a real event on its way through bus, collector and store.
class FactorsThroughEventsTest {
    @TempDir
    Path folder;

    private Server server;

    @BeforeEach
    void open() throws Exception {
        server = new Server(folder, "");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void baseConfidence() throws Exception {
        assertEquals(350, score(d -> {}) - score(d -> d.confidence = 0.8));
    }

    @Test
    void detailedReasoning() throws Exception {
        assertEquals(1_500, score(d -> {}) - score(d -> d.namingReasons = 1));
    }

    @Test
    void contextualData() throws Exception {
        assertEquals(1_000, score(d -> {}) - score(d -> d.context = false));
    }

    @Test
    void edgeCaseByDisagreementAndByThreshold() throws Exception {
        int plain = score(d -> d.disagreed = false);
        assertEquals(1_000, score(d -> {}) - plain);
        int onTheLine = score(d -> {
            d.disagreed = false;
            d.threshold = 0.8;
        });
        assertEquals(1_000, onTheLine - plain);
    }

    @Test
    void ragEnhancementAndSeveralPrecedents() throws Exception {
        int one = score(d -> d.precedents = new double[] {0.8});
        assertEquals(1_000, one - score(d -> {}));
        assertEquals(500, score(d -> d.precedents = new double[] {0.8, 0.8, 0.8}) - one);
    }

    @Test
    void clearOutcomeOnceTheAppealWindowIsOver() throws Exception {
        server.publish(server.decision());
        int before = server.score(server.kernel.now());
        server.kernel.tick(Duration.ofHours(23));
        assertEquals(before, server.score(server.kernel.now()));
        server.kernel.tick(Duration.ofHours(1));
        assertEquals(1_500, server.score(server.kernel.now()) - before);
    }

    @Test
    void humanValidation() throws Exception {
        int human = score(d -> {
            d.disagreed = false;
            d.source = LabelSource.HUMAN;
            d.human = Server.moderator("mod");
        });
        int undisputed = score(d -> d.disagreed = false) + 1_500;
        assertEquals(2_000, human - undisputed);
    }

    @Test
    void commonPatternFromTheFifthNearDuplicateOn() throws Exception {
        String text = server.words();
        for (int i = 1; i <= 5; i++) {
            Decision decision = server.decision();
            decision.disagreed = false;
            decision.text = text + i;
            server.publish(decision);
            assertEquals(i < 5 ? 5_650 : 6_150, server.score(server.kernel.now()));
        }
        assertEquals(1, server.statistics().totalExamples());
        assertEquals(4, server.statistics().rejectedByReason().get("duplicate"));
    }

    private int score(Consumer<Decision> change) throws Exception {
        Decision decision = server.decision();
        change.accept(decision);
        server.publish(decision);
        return server.kernel.events(ExampleCollected.class).getLast().scoreBp();
    }
}
