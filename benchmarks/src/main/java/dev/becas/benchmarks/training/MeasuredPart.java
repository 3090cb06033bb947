package dev.becas.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;

/// A section that a script beside this measured.
interface MeasuredPart {
    /// What the script wrote.
    String file();

    /// As it stands on the page.
    String section(JsonNode measured);
}
