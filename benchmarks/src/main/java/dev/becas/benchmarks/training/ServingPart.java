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
                of three turns. The local runtime scores each label to its end. By the bot's way it is asked through its port, one prompt after the other, with
                an adapter on the base; `becas eval` asks eight rows in one pass, in 32 bits or bf16. llama-server has no adapter, computes with the 4-bit
                weights as they are and is asked for one token with the likeliest twenty, by one client or by eight at the same time, with a slot for each.

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
