package dev.becas.gputrainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.command.TrainCommand;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerSettingsTest {
    @TempDir
    Path folder;

    @Test
    void theDefaultsAreThoseOfTheCommand() {
        Map<String, String> options = new TreeMap<>(TrainCommand.command().options().stream()
                .collect(Collectors.toMap(Option::name, Option::defaultValue)));
        List.of("mode", "base", "data", "eval", "labels", "out", "merged", "seed", "device")
                .forEach(options::remove);
        Map<String, String> settings = new TreeMap<>(TrainerSettings.DEFAULTS.options());
        settings.forEach((name, value) -> assertSame(name, value, String.valueOf(options.get(name))));
    }

    private static void assertSame(String name, String one, String other) {
        boolean number = one.matches("[0-9.E-]+");
        assertEquals(number ? Double.valueOf(other) : other, number ? Double.valueOf(one) : one, name);
    }

    @Test
    void whatTheFileSaysIsHandedOn() throws Exception {
        TrainerSettings settings = read("""
                trainer:
                  base: smollm2
                  rank: 16
                  targetModules: [q, k]
                  learningRate: 0.001
                  checkpointing: true
                  schedule: linear
                """);
        assertEquals("smollm2", settings.base());
        Map<String, String> options = settings.options();
        assertEquals("16", options.get("rank"));
        assertEquals("q,k", options.get("targetModules"));
        assertEquals(0.001, Double.parseDouble(options.getOrDefault("learningRate", "")));
        assertEquals("true", options.get("checkpointing"));
        assertEquals("linear", options.get("schedule"));
        assertEquals("4", options.get("batchSize"));
    }

    @Test
    void aValueOutOfItsRangeIsRefusedByFileKeyRuleAndValue() {
        refused("rank: 2", "rank must be in [4, 64] but was 2");
        refused("alpha: 0", "alpha must be in [1, 128] but was 0");
        refused("dropout: 0.6", "dropout must be in [0, 0.5] but was 0.6");
        refused("learningRate: 0.01", "learningRate must be in [0.00001, 0.005] but was 0.01");
        refused("learningRate: fast", "learningRate must be a number or auto but was 'fast'");
        refused("batchSize: 33", "batchSize must be in [1, 32] but was 33");
        refused("gradientAccumulation: 0", "gradientAccumulation must be in [1, 256] but was 0");
        refused("maxGradNorm: 0", "maxGradNorm must be in [0.01, 1000] but was 0");
        refused("weightDecay: 2", "weightDecay must be in [0, 1] but was 2");
        refused("warmupSteps: -1", "warmupSteps must be in [0, 10000] but was -1");
        refused("maxSteps: 0", "maxSteps must be in [1, 1000000] but was 0");
        refused("epochs: 101", "epochs must be in [1, 100] but was 101");
        refused("evalEvery: 0", "evalEvery must be in [1, 100000] but was 0");
        refused("earlyStopPatience: 0", "earlyStopPatience must be in [1, 1000] but was 0");
        refused("checkpointEvery: 0", "checkpointEvery must be in [1, 100000] but was 0");
        refused("deviceMemory: 0", "deviceMemory must be in [0.05, 1] but was 0.0");
        refused("device: gpu", "device must be auto, cpu, cuda or cuda:N with N in [0, 99] but was 'gpu'");
        refused("schedule: steep", "schedule must be one of [constant, linear, cosine] but was 'steep'");
        refused("precision: fp8", "precision must be one of [auto, fp32, bf16] but was 'fp8'");
        refused("checkpointing: maybe", "checkpointing must be one of [auto, true, false] but was 'maybe'");
        refused("targetModules: [x]", "targetModules must be some of q, k, v, o, gate, up, down but was [x]");
        refused("bias: true", "bias must be false but was true: adapter files of GGUF have no place for a bias");
        refused(
                "mode: full",
                "mode must be 'lora' but was 'full': the pipeline's versions are adapters that share one");
        refused("mode: hybrid", "mode must be 'lora' but was 'hybrid': ");
        refused("mode: full", "the command 'train --base ... --mode full' trains such a model from files");
    }

    private void refused(String line, String sentence) {
        ConfigException refused = assertThrows(ConfigException.class, () -> read("trainer:\n  " + line + "\n"));
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("becas.yaml: trainer") && said.contains(sentence), said);
    }

    private TrainerSettings read(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("becas.yaml"), yaml);
        return Config.read(file, Map.of()).section("trainer", TrainerSettings.DEFAULTS);
    }
}
