package dev.becas.bot.moderation.rules;

import dev.becas.bot.moderation.links.Link;
import dev.becas.bot.moderation.text.Disguise;
import dev.becas.bot.moderation.text.NormalizedText;
import dev.becas.bot.moderation.text.Spans;
import dev.becas.kernel.flow.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/// A guild's rules, compiled once: one pass over a text finds the terms of all of them. Immutable, for any thread.
public final class AutoRules {
    /// Terms of all rules of a guild together, topic lists counted for each rule that names them.
    public static final int TERMS_MAX = 20_000;

    private final List<AutoRule> rules;
    private final TermAutomaton automaton;
    private final List<Term> terms;
    private final int[] ruleOfTerm;

    private AutoRules(List<AutoRule> rules, List<Term> terms, int[] ruleOfTerm) {
        this.rules = List.copyOf(rules);
        this.terms = List.copyOf(terms);
        this.ruleOfTerm = ruleOfTerm;
        this.automaton = new TermAutomaton(terms);
    }

    /// Compiles rules.
    ///
    /// @param topics term lists by name
    /// @throws IllegalArgumentException naming the rule, when two have one id, a topic is unknown, or a term is
    ///     unusable
    public static AutoRules compile(List<AutoRule> rules, Map<String, List<String>> topics) {
        List<Term> terms = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            AutoRule rule = rules.get(i);
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("rule id must be unique but \"" + rule.id() + "\" stands twice");
            }
            for (String written : termsOf(rule, topics)) {
                terms.add(compileTerm(rule, written));
                owners.add(i);
            }
        }
        if (terms.size() > TERMS_MAX) {
            throw new IllegalArgumentException(
                    "rules must have at most " + TERMS_MAX + " terms together but have " + terms.size());
        }
        return new AutoRules(
                rules, terms, owners.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<String> termsOf(AutoRule rule, Map<String, List<String>> topics) {
        List<String> written = new ArrayList<>(rule.terms());
        rule.topics().stream().sorted().forEach(topic -> {
            List<String> list = topics.get(topic);
            if (list == null) {
                throw new IllegalArgumentException(
                        "rule " + rule.id() + " names the topic \"" + topic + "\", which is not one of "
                                + topics.keySet().stream().sorted().toList());
            }
            written.addAll(list);
        });
        return written;
    }

    private static Term compileTerm(AutoRule rule, String written) {
        try {
            return Term.of(written);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rule " + rule.id() + ": " + e.getMessage(), e);
        }
    }

    public List<AutoRule> rules() {
        return rules;
    }

    /// Holds every rule against a text.
    ///
    /// @param links the links that the text holds, in order
    public RuleFindings match(NormalizedText text, List<Link> links, MessageScope scope) {
        Case matching = new Case(text, links, scope);
        automaton.search(text.folded(), matching::candidate);
        matching.holdLinkRules();
        return matching.findings();
    }

    /// One text under the rules.
    private final class Case {
        private final NormalizedText text;
        private final List<Link> links;
        private final MessageScope scope;
        private final RuleMatch[] matches = new RuleMatch[rules.size()];
        private final RuleMatch[] excepted = new RuleMatch[rules.size()];
        private List<Span> quoted = List.of();
        private boolean quotedKnown;

        Case(NormalizedText text, List<Link> links, MessageScope scope) {
            this.text = text;
            this.links = links;
            this.scope = scope;
        }

        void candidate(int termIndex, int firstRun) {
            int rule = ruleOfTerm[termIndex];
            if (matches[rule] != null) {
                return;
            }
            Term term = terms.get(termIndex);
            if (term.matchesAt(text.folded(), firstRun)) {
                int from = text.folded().runStart(firstRun);
                int to = text.folded().runStart(firstRun + term.folded().runs());
                found(rule, text.folded().original(from, to), "a listed term");
            }
        }

        void holdLinkRules() {
            for (int i = 0; i < rules.size(); i++) {
                for (Link link : links) {
                    String seen = matches[i] == null ? rules.get(i).links().seen(link, text.content()) : "";
                    if (!seen.isEmpty()) {
                        found(i, link.span(), seen);
                    }
                }
            }
        }

        private void found(int index, Span evidence, String what) {
            AutoRule rule = rules.get(index);
            String reason = "rule " + rule.id() + ": " + what + " at " + Spans.words(evidence) + disguised();
            String exception = exception(rule.exceptions(), evidence);
            if (exception.isEmpty()) {
                matches[index] = new RuleMatch(rule, evidence, rule.dryRun() ? reason + ", dry run" : reason);
            } else if (excepted[index] == null) {
                excepted[index] = new RuleMatch(rule, evidence, reason + ", excepted " + exception);
            }
        }

        private String disguised() {
            if (text.disguises().isEmpty()) {
                return "";
            }
            StringJoiner words = new StringJoiner(", ", " (", ")");
            text.disguises().stream().map(Disguise::words).forEach(words::add);
            return words.toString();
        }

        /// Why a rule is silent here; empty when it is not.
        private String exception(RuleExceptions exceptions, Span evidence) {
            if (exceptions.channels().contains(scope.channel())) {
                return "in this channel";
            }
            if (scope.roles().stream().anyMatch(exceptions.roles()::contains)) {
                return "for a role of the author";
            }
            if (exceptions.quotedText() && isQuoted(evidence)) {
                return "as a quotation";
            }
            for (Link link : links) {
                if (Spans.contains(link.span(), evidence) && link.isBelow(exceptions.allowedDomains())) {
                    return "for the domain " + link.domain();
                }
            }
            return "";
        }

        private boolean isQuoted(Span evidence) {
            if (!quotedKnown) {
                quoted = QuotedText.in(text.content());
                quotedKnown = true;
            }
            return quoted.stream().anyMatch(piece -> Spans.contains(piece, evidence));
        }

        RuleFindings findings() {
            List<RuleMatch> held = new ArrayList<>();
            List<RuleMatch> silent = new ArrayList<>();
            for (int i = 0; i < matches.length; i++) {
                if (matches[i] != null) {
                    held.add(matches[i]);
                } else if (excepted[i] != null) {
                    silent.add(excepted[i]);
                }
            }
            return held.isEmpty() && silent.isEmpty() ? RuleFindings.NONE : new RuleFindings(held, silent);
        }
    }
}
