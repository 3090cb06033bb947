package dev.becas.datasets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Fisher-Yates with our own dice, because the order must not depend on the JDK.
final class Shuffle {

    private Shuffle() {}

    static <T> List<T> of(List<T> items, Dice dice) {
        List<T> shuffled = new ArrayList<>(items);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, dice.below(i + 1));
        }
        return List.copyOf(shuffled);
    }
}
