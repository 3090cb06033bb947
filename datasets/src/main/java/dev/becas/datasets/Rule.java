package dev.becas.datasets;

import java.util.List;

/// One rule of a server, in words, with the label and action that a breach of it earns.
///
/// @param id unique on its server, such as `r3`
/// @param topic the topic it forbids, or empty for a general rule
record Rule(String id, String text, Category category, String label, String action, String topic) {

    /// The rules among `rules` that speak of `category`, as the lines of a model's input.
    static List<Field> lines(List<Rule> rules, Category category) {
        return rules.stream()
                .filter(rule -> rule.category() == category)
                .map(rule -> new Field("rule", rule.text()))
                .toList();
    }
}
