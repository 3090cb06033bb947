package dev.becas.checks;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Collects every breach of a rule, so that one run shows them all.
final class Complaints {
    private static final int SHOWN_MAX = 60;

    private final List<String> all = new ArrayList<>();

    void add(Path file, String what) {
        all.add(Repository.slashed(file) + ": " + what);
    }

    void add(Path file, int line, String what) {
        all.add(Repository.slashed(file) + ":" + line + ": " + what);
    }

    List<String> all() {
        return List.copyOf(all);
    }

    void none(String rule) {
        if (!all.isEmpty()) {
            fail(rule + " (" + all.size() + " breaches)\n  "
                    + String.join("\n  ", all.subList(0, Math.min(SHOWN_MAX, all.size()))));
        }
    }
}
