package dev.becas.kernel.json;

import java.io.StringReader;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Where a key stands in a YAML text. A parser that builds records knows only where the record ended.
final class YamlLines {
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|([^.\\[\\]]+)");

    private YamlLines() {}

    /// The line, from 1, of a path such as `rules[1].action`; empty when there is no such place.
    static OptionalInt of(String text, String path) {
        try {
            Node at = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            int line = 0;
            Matcher steps = STEP.matcher(path);
            while (steps.find() && at != null) {
                String index = steps.group(1);
                NodeTuple entry = index == null ? entry(at, steps.group(2)) : null;
                at = entry == null ? element(at, index) : entry.getValueNode();
                Node shown = entry == null ? at : entry.getKeyNode();
                line = shown == null ? 0 : shown.getStartMark().getLine() + 1;
            }
            return at == null || line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
        } catch (YAMLException e) {
            return OptionalInt.empty();
        }
    }

    private static @Nullable NodeTuple entry(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(e -> e.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static @Nullable Node element(Node node, @Nullable String index) {
        if (index == null || !(node instanceof SequenceNode sequence)) {
            return null;
        }
        int i = Integer.parseInt(index);
        return i < sequence.getValue().size() ? sequence.getValue().get(i) : null;
    }
}
