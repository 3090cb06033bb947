package dev.becas.controls;

import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Answers the training requests whose trainer is `control-never-flag`, `-always-flag`, `-random` or `-copy`.
public final class ControlModels implements BecasPlugin {
    @Override
    public void start(PluginContext context) throws Exception {
        Path data = context.dataFolder();
        context.provide(
                ModelRuntime.class,
                ControlRuntime.NAME,
                new ControlRuntime(data, context.models(), context.services()));
        context.subscribe(Subscription.to(
                context.pluginId() + ".training", batch -> answers(batch, data), Set.of(TrainingRequested.class)));
    }

    private static Effect answers(List<Delivery> batch, Path data) throws IOException {
        List<FineTuningCompleted> made = new ArrayList<>();
        for (Delivery delivery : batch) {
            TrainingRequested asked = (TrainingRequested) delivery.event();
            for (Kind kind : Kind.values()) {
                if (kind.trainer().equals(asked.request().trainer())) {
                    TrainingResult result = make(kind, asked.request(), data);
                    made.add(new FineTuningCompleted(asked.head().next("completed", 0), asked.request(), result));
                }
            }
        }
        return tx -> made.forEach(tx::publish);
    }

    private static TrainingResult make(Kind kind, TrainingRequest request, Path data) throws IOException {
        Path artifact = Path.of("models", request.jobId(), "control.txt");
        Path file = data.resolve(artifact);
        Files.createDirectories(data.resolve("models").resolve(request.jobId()));
        Files.writeString(file, kind.name());
        return new TrainingResult(ControlRuntime.NAME, artifact, Ids.sha256Hex(kind.name()), Map.of(), Map.of());
    }
}
