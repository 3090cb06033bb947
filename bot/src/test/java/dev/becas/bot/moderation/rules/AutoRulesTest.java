package dev.becas.bot.moderation.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.bot.moderation.links.LinkScanner;
import dev.becas.bot.moderation.text.NormalizedText;
import dev.becas.bot.moderation.text.Spans;
import dev.becas.bot.moderation.text.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoRulesTest {
    private static final MessageScope SCOPE = new MessageScope("general", Set.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "free nitro|get FREE nitro here",
                "free nitro|get frее nіtrо here",
                "free nitro|get fr33 n1tr0 here",
                "free nitro|get f r e e n i t r o here",
                "free nitro|get f r e e   n i t r o here",
                "free nitro|get freeeee nitrooo here",
                "free nitro|get free.nitro here",
                "free nitro|get f.r.e.e n.i.t.r.o here",
                "free nitro|get fr\u200Bee nit\u00ADro here",
                "free nitro|get 𝐟𝐫𝐞𝐞 𝐧𝐢𝐭𝐫𝐨 here",
                "kill|kiIl him",
                "kill|k1ll him",
                "kill|killll him",
                "hi|hiiii there",
                "bill|biIl him",
                "kys|go k y s now",
                "kys|just kys.",
                "ass|what an a55",
                "dont|don't",
                "scam*|these scammers",
                "*coin|buy dogecoin now",
                "*team*|$teamster",
                "казино|лучшее КАЗИНО тут",
            })
    void findsATermAndItsDisguises(String term, String content) {
        assertEquals(1, match(rule(term), content).matches().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ass|as you like",
                "ass|a classic pass",
                "kill|a kiln and a kii",
                "kill|skill",
                "bum|burn it",
                "nit|f r e e n i t r o",
                "free nitro|freenitro",
                "lose|a loose end",
                "free nitro|free of nitro",
                "scam|scammers",
                "fail|a great fall",
                "hi|a hill",
                "bi|the bill",
                "wil|he will",
                "455|the ass",
            })
    void findsNoTermWhereNoneIs(String term, String content) {
        assertEquals(RuleFindings.NONE, match(rule(term), content));
    }

    @Test
    void namesTheRuleAndThePlaceInTheReason() {
        RuleMatch match = match(rule("free nitro"), "get frее n1tro").matches().getFirst();
        assertEquals("rule r: a listed term at 4..14 (look-alike letters, digits for letters)", match.reason());
        assertEquals("frее n1tro", Spans.textOf(match.evidence(), "get frее n1tro"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "he wrote \"free nitro\"",
                "> free nitro\nis a scam",
                "look: `free nitro`",
                "```\nfree nitro\n```",
                ">>> so\nfree nitro"
            })
    void leavesQuotationsAlone(String content) {
        RuleExceptions exceptions = new RuleExceptions(Set.of(), Set.of(), true, Set.of());
        RuleFindings findings = match(rule(exceptions, "free nitro"), content);
        assertEquals(List.of(), findings.matches());
        assertTrue(findings.excepted().getFirst().reason().endsWith("excepted as a quotation"));
        assertEquals(1, match(rule("free nitro"), content).matches().size());
    }

    @Test
    void findsWhatIsSaidBesideAQuotation() {
        RuleExceptions exceptions = new RuleExceptions(Set.of(), Set.of(), true, Set.of());
        assertEquals(
                1,
                match(rule(exceptions, "free nitro"), "> free nitro\nfree nitro")
                        .matches()
                        .size());
    }

    @Test
    void leavesChannelsRolesAndDomainsAlone() {
        RuleExceptions exceptions = new RuleExceptions(Set.of("memes"), Set.of("mod"), false, Set.of("Nitro.com"));
        AutoRules rules = AutoRules.compile(List.of(rule(exceptions, "nitro")), Map.of());
        assertTrue(match(rules, "nitro", new MessageScope("memes", Set.of()))
                .matches()
                .isEmpty());
        assertTrue(match(rules, "nitro", new MessageScope("general", Set.of("mod")))
                .matches()
                .isEmpty());
        assertTrue(match(rules, "see https://nitro.com/x", SCOPE).matches().isEmpty());
        assertFalse(match(rules, "see https://nitro.org/x", SCOPE).matches().isEmpty());
        assertFalse(
                match(rules, "nitro at https://nitro.com/x", SCOPE).matches().isEmpty());
    }

    @Test
    void matchesLinksOutsideTheAllowedDomains() {
        RuleExceptions exceptions = new RuleExceptions(Set.of(), Set.of(), false, Set.of("wiki.org"));
        AutoRule rule = new AutoRule(
                "links",
                "violation_detection",
                "spam",
                "delete",
                List.of(),
                Set.of(),
                LinkCondition.ANY,
                exceptions,
                false);
        assertEquals(
                "rule links: a link to evil.com at 19..27",
                match(rule, "https://a.wiki.org evil.com").matches().getFirst().reason());
        assertTrue(match(rule, "https://a.wiki.org").matches().isEmpty());
    }

    @Test
    void takesTermsFromTopicLists() {
        AutoRule rule = new AutoRule(
                "r",
                "scam_detection",
                "crypto",
                "log",
                List.of(),
                Set.of("coins"),
                LinkCondition.NONE,
                RuleExceptions.NONE,
                false);
        AutoRules rules = AutoRules.compile(List.of(rule), Map.of("coins", List.of("moon coin")));
        assertEquals(1, match(rules, "a m00n coin", SCOPE).matches().size());
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> AutoRules.compile(List.of(rule), Map.of()));
        assertEquals("rule r names the topic \"coins\", which is not one of []", refusal.getMessage());
    }

    @Test
    void notesADryRunButDoesNotCountIt() {
        AutoRule dry = new AutoRule(
                "dry", "c", "l", "ban", List.of("bad"), Set.of(), LinkCondition.NONE, RuleExceptions.NONE, true);
        AutoRule wet = new AutoRule(
                "wet", "c", "l", "warn", List.of("bad"), Set.of(), LinkCondition.NONE, RuleExceptions.NONE, false);
        RuleFindings findings = match(AutoRules.compile(List.of(dry, wet), Map.of()), "bad", SCOPE);
        assertEquals(2, findings.matches().size());
        assertTrue(findings.matches().getFirst().reason().endsWith("dry run"));
        assertEquals("wet", findings.strongest().orElseThrow().rule().id());
    }

    @Test
    void refusesRulesThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> rule(""));
        assertThrows(IllegalArgumentException.class, () -> compile(rule("...")));
        assertThrows(IllegalArgumentException.class, () -> compile(rule("a".repeat(Term.SYMBOLS_MAX + 1))));
        assertThrows(IllegalArgumentException.class, () -> compile(rule("a"), rule("b")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AutoRule(
                        "r", "c", "l", "log", List.of(), Set.of(), LinkCondition.NONE, RuleExceptions.NONE, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AutoRule(
                        "", "c", "l", "log", List.of("a"), Set.of(), LinkCondition.NONE, RuleExceptions.NONE, false));
    }

    /// The automaton against one search a term.
    @Test
    void findsTheSameWithAThousandTermsAsWithEachAlone() {
        Random random = new Random(3);
        List<AutoRule> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String term = word(random, 2 + random.nextInt(3)) + (random.nextInt(4) == 0 ? " " + word(random, 2) : "");
            all.add(new AutoRule(
                    "r" + i, "c", "l", "log", List.of(term), Set.of(), LinkCondition.NONE, RuleExceptions.NONE, false));
        }
        AutoRules together = AutoRules.compile(all, Map.of());
        List<AutoRules> alone = all.stream().map(rule -> compile(rule)).toList();
        int found = 0;
        for (int round = 0; round < 100; round++) {
            StringBuilder content = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                content.append(word(random, 1 + random.nextInt(4))).append(random.nextInt(5) == 0 ? "." : " ");
            }
            NormalizedText text = TextNormalizer.normalize(content.toString());
            List<RuleMatch> expected = alone.stream()
                    .flatMap(rules -> rules.match(text, List.of(), SCOPE).matches().stream())
                    .toList();
            assertEquals(expected, together.match(text, List.of(), SCOPE).matches());
            found += expected.size();
        }
        assertTrue(found > 100, "only " + found + " matches: the test says little");
    }

    @Test
    void readsHostileTextsOfTheLargestSize() {
        List<String> terms = new ArrayList<>();
        for (int i = 1; i <= Term.SYMBOLS_MAX; i++) {
            terms.add("ab".repeat(i).substring(0, i) + "*");
        }
        AutoRules rules = compile(rule(RuleExceptions.NONE, terms.toArray(String[]::new)));
        for (String unit : List.of("ab", "a ", "\u201C", "> ", "\"", "`", "```", "a.", "🅰")) {
            String content = "x" + unit.repeat(TextNormalizer.CONTENT_CHARS_MAX / unit.length() - 1);
            match(rules, content, SCOPE);
            assertTrue(QuotedText.in(content).size() <= QuotedText.PIECES_MAX);
        }
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append("abil1".charAt(random.nextInt(5)));
        }
        return word.toString();
    }

    private static AutoRule rule(String... terms) {
        return rule(RuleExceptions.NONE, terms);
    }

    private static AutoRule rule(RuleExceptions exceptions, String... terms) {
        List<String> list = terms.length == 1 && terms[0].isEmpty() ? List.of() : List.of(terms);
        return new AutoRule(
                "r", "scam_detection", "social", "delete", list, Set.of(), LinkCondition.NONE, exceptions, false);
    }

    private static AutoRules compile(AutoRule... rules) {
        return AutoRules.compile(List.of(rules), Map.of());
    }

    private static RuleFindings match(AutoRule rule, String content) {
        return match(compile(rule), content, SCOPE);
    }

    private static RuleFindings match(AutoRules rules, String content, MessageScope scope) {
        NormalizedText text = TextNormalizer.normalize(content);
        return rules.match(text, LinkScanner.scan(text), scope);
    }
}
