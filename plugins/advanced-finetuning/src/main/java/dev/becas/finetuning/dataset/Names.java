package dev.becas.finetuning.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers for names, so that a column of names is a column of numbers.
///
/// @param <T> what a name is
final class Names<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> names = new ArrayList<>();

    int number(T name) {
        return numbers.computeIfAbsent(name, added -> {
            names.add(added);
            return names.size() - 1;
        });
    }

    T name(int number) {
        return names.get(number);
    }

    int size() {
        return names.size();
    }
}
