package dev.becas.finetuning.dataset;

import dev.becas.finetuning.duplicates.LongTable;

/// Numbers for so many names that only their 64-bit hashes are kept: of a million names, two share a number with a
/// chance of one in thirty million.
final class HashedNames {
    private final LongTable numbers = new LongTable();

    int number(String name) {
        return numbers.putIfAbsent(LongTable.hash(name), numbers.size());
    }

    int size() {
        return numbers.size();
    }
}
