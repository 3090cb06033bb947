package dev.becas.finetuning.dataset;

import java.util.function.Consumer;

/// Gives every candidate of one moment, ascending by id, as often as it is asked.
@FunctionalInterface
public interface ExampleSource {
    void forEach(Consumer<FrozenExample> consumer) throws Exception;
}
