package dev.becas.gputrainer.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerFormTest {
    @Test
    void aLabelStandsAloneOrWithMoreAround() {
        assertEquals(new AnswerForm("", true), of(row("ok", "ok"), row("toxic", "toxic")));
        assertEquals(AnswerForm.LABEL_FIRST, of(row("ok", "ok"), row("toxic because x", "toxic")));
        assertEquals(new AnswerForm("Label: ", true), of(row("Label: ok", "ok"), row("Label: toxic", "toxic")));
        assertEquals(new AnswerForm("Label: ", false), of(row("Label: ok.", "ok"), row("Label: toxic", "toxic")));
    }

    @Test
    void rowsWithoutAnOutputSayNothingAboutIt() {
        assertEquals(new AnswerForm("Label: ", true), of(row(null, "ok"), row("Label: toxic", "toxic")));
        assertEquals(new AnswerForm("", true), of(row(null, "ok"), row(null, "toxic")));
        assertTrue(new AnswerForm("Label: ", true).fits(row(null, "ok")));
    }

    @Test
    void whatStandsInFrontOfSomeLabelsOnlyCountsForNone() {
        AnswerForm mixed = of(row("Label: ok", "ok"), row("toxic", "toxic"));
        assertEquals(AnswerForm.LABEL_FIRST, mixed);
        assertFalse(mixed.fits(row("Label: ok", "ok")));
        assertTrue(mixed.fits(row("toxic", "toxic")));
        assertEquals(AnswerForm.LABEL_FIRST, of(row("any text", null), row("another", null)));
    }

    private static AnswerForm of(DataRow... rows) {
        return AnswerForm.of(List.of(rows));
    }

    private static DataRow row(@Nullable String output, @Nullable String label) {
        return new DataRow("here", null, "a post", output, label);
    }
}
