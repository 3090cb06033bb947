package dev.becas.datasets;

import java.util.ArrayList;
import java.util.List;

/// A sentence with choices: `{slot}` is filled with a word, `(one|of|these)` is chosen, `[perhaps this]` comes half of
/// the time. Choices nest.
record Template(List<Part> parts) {

    Template {
        parts = List.copyOf(parts);
    }

    sealed interface Part {}

    record Text(String text) implements Part {}

    record Slot(String name, String argument) implements Part {}

    record OneOf(List<Template> choices) implements Part {}

    record Perhaps(Template inner) implements Part {}

    static Template parse(String source) {
        Reader reader = new Reader(source);
        Template template = reader.sequence("");
        if (reader.at < source.length()) {
            throw new IllegalArgumentException(
                    "a template must close what it opens but stops at character " + reader.at + ": " + source);
        }
        return template;
    }

    /// Whether each sentence of this template holds a word that the other shelf of the word book lacks.
    boolean tellsShelvesApart(WordBook words) {
        return parts.stream().anyMatch(part -> part instanceof Slot slot && Filling.isOpen(slot, words));
    }

    void render(Filling filling, StringBuilder out) {
        for (Part part : parts) {
            switch (part) {
                case Text text -> out.append(text.text());
                case Slot slot -> out.append(filling.fill(slot));
                case OneOf oneOf -> filling.dice().pick(oneOf.choices()).render(filling, out);
                case Perhaps perhaps -> {
                    if (filling.dice().chance(0.5)) {
                        perhaps.inner().render(filling, out);
                    }
                }
            }
        }
    }

    /// The fixed stretches of text at the top level, by which a sentence can be recognised.
    List<String> fixedText() {
        return parts.stream()
                .filter(Text.class::isInstance)
                .map(part -> ((Text) part).text().strip())
                .toList();
    }

    private static final class Reader {
        private final String source;
        private int at;

        Reader(String source) {
            this.source = source;
        }

        /// Reads parts until the end or one of the characters of `stops`.
        Template sequence(String stops) {
            List<Part> parts = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            while (at < source.length()
                    && stops.indexOf(source.charAt(at)) < 0
                    && ")]".indexOf(source.charAt(at)) < 0) {
                char c = source.charAt(at);
                if (c == '{' || c == '(' || c == '[') {
                    flush(text, parts);
                    at++;
                    parts.add(c == '{' ? slot() : c == '(' ? oneOf() : perhaps());
                } else {
                    text.append(c);
                    at++;
                }
            }
            flush(text, parts);
            return new Template(parts);
        }

        private Slot slot() {
            int end = source.indexOf('}', at);
            if (end < 0) {
                throw new IllegalArgumentException("a slot must end in '}': " + source);
            }
            String name = source.substring(at, end);
            at = end + 1;
            int colon = name.indexOf(':');
            return colon < 0 ? new Slot(name, "") : new Slot(name.substring(0, colon), name.substring(colon + 1));
        }

        private OneOf oneOf() {
            List<Template> choices = new ArrayList<>();
            do {
                choices.add(sequence("|"));
            } while (at < source.length() && source.charAt(at++) == '|');
            requireClosed(')');
            return new OneOf(List.copyOf(choices));
        }

        private Perhaps perhaps() {
            Template inner = sequence("");
            at++;
            requireClosed(']');
            return new Perhaps(inner);
        }

        private void requireClosed(char closing) {
            if (at > source.length() || source.charAt(at - 1) != closing) {
                throw new IllegalArgumentException("a choice must end in '" + closing + "': " + source);
            }
        }

        private static void flush(StringBuilder text, List<Part> parts) {
            if (!text.isEmpty()) {
                parts.add(new Text(text.toString()));
                text.setLength(0);
            }
        }
    }
}
