package dev.becas.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ExampleFlow.CustomExample;
import dev.becas.kernel.flow.HumanWord;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.testkit.TestKernel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleCollectorTest {
    private static final String PLUGIN = "example-collector";

    @TempDir
    Path folder;

    @Test
    void makesAnExampleOfWhatAModeratorWantsDone() throws Exception {
        try (TestKernel kernel = started()) {
            kernel.publish(given(kernel, "m1", "delete"));

            CustomExample example = examples(kernel).getFirst();
            assertEquals("moderation_decision", example.category());
            assertEquals("delete", example.label());
            assertEquals("text of m1", example.inputContentId());
            assertEquals(LabelSource.HUMAN, example.labelSource());
            assertEquals(Provenance.SYNTHETIC, example.provenance());
            kernel.assertCountsAddUp();
        }
    }

    @Test
    void publishesItOnceThoughTheAnswerIsToldTwiceAndThePluginStartsAnew() throws Exception {
        try (TestKernel kernel = started()) {
            LabelGiven given = given(kernel, "m1", "delete");
            kernel.publish(given);
            kernel.publish(given);
            kernel.stop(PLUGIN);
            kernel.start(PLUGIN, new ExampleCollector());
            kernel.quiet();

            assertEquals(1, examples(kernel).size());
        }
    }

    @Test
    void takesUpWhatCameWhileItWasStopped() throws Exception {
        try (TestKernel kernel = started()) {
            kernel.stop(PLUGIN);
            kernel.publish(given(kernel, "m1", "warn"));
            assertEquals(List.of(), examples(kernel));

            kernel.start(PLUGIN, new ExampleCollector());
            kernel.quiet();
            assertEquals(1, examples(kernel).size());
        }
    }

    @Test
    void makesNothingOfAnAnswerWithoutAnAction() throws Exception {
        try (TestKernel kernel = started()) {
            kernel.publish(given(kernel, "m1", ""));
            assertTrue(examples(kernel).isEmpty());
            kernel.assertCountsAddUp();
        }
    }

    private TestKernel started() throws Exception {
        TestKernel kernel = TestKernel.open(folder);
        kernel.start(PLUGIN, new ExampleCollector());
        return kernel;
    }

    private static LabelGiven given(TestKernel kernel, String message, String action) throws Exception {
        kernel.content("text of " + message, "g1", "author", "get out of here, all of you");
        EventHead head = EventHead.root("test", message, "g1", kernel.now());
        HumanWord human = new HumanWord("moderator", action, null, 0, "review");
        return new LabelGiven(
                head,
                "item of " + message,
                "[\"FLAGGED\"]",
                message,
                "violation_detection",
                "text of " + message,
                "harassment",
                2,
                null,
                human);
    }

    private static List<CustomExample> examples(TestKernel kernel) {
        return kernel.events(CustomExample.class);
    }
}
