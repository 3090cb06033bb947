package dev.becas.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/// `benchmarks/serving-speed`: label decisions beside llama.cpp.
final class ServingPart implements MeasuredPart {
    @Override
    public String file() {
        return "serving.json";
    }

    @Override
    public String section(JsonNode measured) {
        StringBuilder text = new StringBuilder("""

                ## Label decisions beside llama-server

                `benchmarks/serving-speed`: the same 4-bit file of SmolLM2, the same prompts of the scam posts, the common instruction kept by both; medians
                of three turns. The local runtime is given all rows, asks eight in one pass and scores each label to its end, in 32 bits or bf16.
                llama-server computes with the 4-bit weights as they are and is asked for one token with the likeliest twenty, by one client or by
                eight at the same time, with a slot for each.

                | | decisions/s |
                |---|---|
                """);
        measured.properties()
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.1f |%n",
                        entry.getKey(),
                        entry.getValue().asDouble())));
        return text.toString();
    }
}
