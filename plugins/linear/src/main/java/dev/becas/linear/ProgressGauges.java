package dev.becas.linear;

import dev.becas.kernel.training.TrainingProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;

/// Shows the job that runs as gauges: `becas.linear.training.step`, `becas.linear.training.steps`,
/// `becas.linear.training.eta.seconds`. They stay as they were when a job ends, and are 0 before the first.
final class ProgressGauges implements TrainingProgress {
    private final List<Meter> gauges = new ArrayList<>();
    private volatile TrainingStep last = new TrainingStep(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    @Override
    public void step(TrainingStep step) {
        last = step;
    }

    void register(MeterRegistry meters) {
        gauges.add(Gauge.builder("becas.linear.training.step", this, p -> p.last.step())
                .register(meters));
        gauges.add(Gauge.builder("becas.linear.training.steps", this, p -> p.last.ofSteps())
                .register(meters));
        gauges.add(Gauge.builder("becas.linear.training.eta.seconds", this, p -> p.last.etaSeconds())
                .register(meters));
    }

    /// Takes the gauges away: a registry that outlives the plugin must not hold its classes.
    void remove(MeterRegistry meters) {
        gauges.forEach(meters::remove);
        gauges.clear();
    }
}
