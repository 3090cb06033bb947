package dev.becas.benchmarks;

import java.nio.file.Path;

/// One thing that is measured.
public interface Benchmark {
    /// What it is called on the command line.
    String name();

    /// The heading of its section.
    String title();

    /// Measures.
    ///
    /// @param scratch an empty folder on a real disk, deleted afterwards
    Section run(Path scratch) throws Exception;
}
