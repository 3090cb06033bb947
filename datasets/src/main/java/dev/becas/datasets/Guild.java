package dev.becas.datasets;

import java.util.List;
import java.util.Optional;

/// A server: its name and its rules in words.
record Guild(String id, String name, List<Rule> rules) {

    Guild {
        rules = List.copyOf(rules);
    }

    Optional<Rule> ruleAgainst(Family family) {
        return rules.stream()
                .filter(rule -> rule.category() == family.category()
                        && rule.label().equals(family.label())
                        && rule.topic().equals(family.topic()))
                .findFirst();
    }

    boolean forbids(String topic) {
        return rules.stream().anyMatch(rule -> rule.topic().equals(topic));
    }

    /// The guild's policy file: its rules in words and the permission to train on its text, which is synthetic.
    String policyYaml() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("guild: ")
                .append(id)
                .append("\nname: ")
                .append(quoted(name))
                .append("\nlanguages: [en]\nrules:\n");
        for (Rule rule : rules) {
            yaml.append("  - id: ").append(rule.id()).append('\n');
            yaml.append("    text: ").append(quoted(rule.text())).append('\n');
            yaml.append("    category: ").append(rule.category().wireName()).append('\n');
            yaml.append("    label: ").append(rule.label()).append('\n');
            yaml.append("    action: ").append(rule.action()).append('\n');
            if (!rule.topic().isEmpty()) {
                yaml.append("    topic: ").append(rule.topic()).append('\n');
            }
        }
        return yaml.append("dataPolicy:\n  provenance: synthetic\n").toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
