package dev.becas.abtesting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.kernel.category.Categories;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TruthTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Test
    void isWhatMostPeopleSay() {
        assertEquals(
                new Truth(Optional.of("clean"), 3),
                Truth.of(List.of(said("a", "clean", 0), said("b", "phishing", 1), said("c", "clean", 2))));
    }

    @Test
    void countsOfEachPersonTheLastWordOnly() {
        assertEquals(
                new Truth(Optional.of("clean"), 1), Truth.of(List.of(said("a", "clean", 5), said("a", "phishing", 1))));
    }

    @Test
    void isOpenWhileOpinionsAreEven() {
        assertEquals(
                new Truth(Optional.empty(), 2), Truth.of(List.of(said("a", "clean", 0), said("b", "phishing", 1))));
    }

    @Test
    void isNothingWhileNobodyHasSpoken() {
        assertEquals(Truth.NONE, Truth.of(List.of()));
    }

    private static Opinion said(String who, String label, int minute) {
        return new Opinion(who + minute, "g1", "m1", Categories.SCAM, who, label, NOON.plusSeconds(60L * minute));
    }
}
