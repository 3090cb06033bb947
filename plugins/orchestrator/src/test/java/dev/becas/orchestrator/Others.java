package dev.becas.orchestrator;

import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.dataset.DatasetSummary;
import dev.becas.kernel.dataset.ExampleStatistics;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.DatasetFlow.DatasetRefused;
import dev.becas.kernel.flow.DatasetFlow.DatasetRequested;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.ShadowFlow.AbTestCompleted;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestRequested;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.prompt.RenderedPrompt;
import dev.becas.kernel.training.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The other plugins, small and made by hand: each answers one kind of request as the script says.
final class Others {
    private Others() {}

    /// Counts examples and freezes datasets.
    record Collector(Script script) implements BecasPlugin {
        @Override
        public void start(PluginContext context) throws Exception {
            ExampleStatistics statistics = (category, asOf, newSince) -> script.counts;
            context.provide(ExampleStatistics.class, "examples", statistics);
            context.subscribe(Subscription.to("collector.freeze", this::freeze, Set.of(DatasetRequested.class)));
        }

        private Effect freeze(List<Delivery> batch) {
            return tx -> {
                for (Delivery delivery : batch) {
                    if (delivery.event() instanceof DatasetRequested asked) {
                        String id = "dataset-" + asked.name();
                        for (int i = 0; i < 3; i++) {
                            tx.lineage(id, "example-" + i);
                        }
                        tx.publish(answer(asked, id));
                    }
                }
            };
        }

        private FlowEvent answer(DatasetRequested asked, String id) {
            return script.datasetRefused
                    ? new DatasetRefused(asked.head().next("refused", 0), asked.category(), "one label has no example")
                    : new DatasetFrozen(
                            asked.head().next("frozen", 0),
                            new DatasetSummary(
                                    id,
                                    asked.name(),
                                    asked.category(),
                                    Path.of("datasets", id),
                                    "hash",
                                    900,
                                    100,
                                    Map.of(),
                                    Map.of(),
                                    Map.of(),
                                    Map.of(),
                                    9_000,
                                    0));
        }
    }

    /// Trains and serves.
    record Learner(Script script) implements BecasPlugin {
        @Override
        public void start(PluginContext context) throws Exception {
            context.provide(ModelRuntime.class, "pretend", new PretendRuntime(script));
            context.subscribe(Subscription.to(
                    "learner.train", batch -> train(batch, context.dataFolder()), Set.of(TrainingRequested.class)));
        }

        private Effect train(List<Delivery> batch, Path dataFolder) throws Exception {
            for (Delivery delivery : batch) {
                if (delivery.event() instanceof TrainingRequested asked) {
                    Files.createDirectories(dataFolder.resolve("models"));
                    Files.writeString(
                            dataFolder.resolve("models").resolve(asked.request().jobId()), "weights");
                }
            }
            return tx -> {
                for (Delivery delivery : batch) {
                    if (delivery.event() instanceof TrainingRequested asked) {
                        tx.publish(answer(asked));
                    }
                }
            };
        }

        private FlowEvent answer(TrainingRequested asked) {
            Path artifact = Path.of("models", asked.request().jobId());
            return script.trainingFails
                    ? new FineTuningFailed(
                            asked.head().next("failed", 0), asked.request(), "out_of_memory", "the card has 2 GiB")
                    : new FineTuningCompleted(
                            asked.head().next("completed", 0),
                            asked.request(),
                            new TrainingResult("pretend", artifact, "digest", Map.of("macroF1", 0.9), Map.of()));
        }
    }

    /// Answers rightly as often as the script says; the right label is the first word of the message.
    private record PretendRuntime(Script script) implements ModelRuntime {
        @Override
        public String name() {
            return "pretend";
        }

        @Override
        public void load(ModelVersion version) {}

        @Override
        public void unload(String versionName) {}

        @Override
        public List<String> loaded() {
            return List.of();
        }

        @Override
        public Answer score(ModelVersion version, RenderedPrompt prompt, List<String> labels, Duration deadline) {
            int rightPercent = version.number() == 0 ? 60 : script.candidateRightPercent;
            String truth = prompt.fields().getLast().value().split(" ")[0];
            boolean right = Ids.bucket(prompt.input(), 100) < rightPercent;
            String said = right ? truth : truth.equals("clean") ? "phishing" : "clean";
            Map<String, Double> logs = new HashMap<>();
            labels.forEach(label -> logs.put(label, Math.log(label.equals(said) ? 0.9 : 0.1 / (labels.size() - 1))));
            return new Answer.LabelScores(logs, 1);
        }
    }

    /// Tests in the shadow.
    record Shadow(Script script) implements BecasPlugin {
        @Override
        public void start(PluginContext context) throws Exception {
            context.subscribe(Subscription.to("shadow.test", this::test, Set.of(ShadowTestRequested.class)));
        }

        private Effect test(List<Delivery> batch) {
            return tx -> {
                for (Delivery delivery : batch) {
                    if (delivery.event() instanceof ShadowTestRequested asked) {
                        tx.publish(new AbTestCompleted(
                                asked.head().next("completed", 0),
                                asked.testId(),
                                asked.target(),
                                asked.category(),
                                script.report(asked.liveVersion(), asked.shadowVersion())));
                    }
                }
            };
        }
    }
}
