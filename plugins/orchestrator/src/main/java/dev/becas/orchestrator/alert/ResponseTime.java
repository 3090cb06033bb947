package dev.becas.orchestrator.alert;

import dev.becas.kernel.model.AnswerTimes;
import dev.becas.kernel.model.AnswerTimes.Total;
import dev.becas.kernel.plugin.Services;
import java.util.OptionalDouble;

/// How long the live models took, between one look and the next.
public final class ResponseTime {
    private final Services services;
    private Total before = new Total(0, 0);

    public ResponseTime(Services services) {
        this.services = services;
    }

    /// Mean milliseconds of the answers since the last look; empty when there were none.
    public synchronized OptionalDouble meanMsSinceLastLook() {
        Total now = services.all(AnswerTimes.class).values().stream()
                .map(AnswerTimes::total)
                .reduce(
                        new Total(0, 0),
                        (a, b) -> new Total(a.answers() + b.answers(), a.milliseconds() + b.milliseconds()));
        long answers = now.answers() - before.answers();
        double milliseconds = now.milliseconds() - before.milliseconds();
        before = now;
        return answers > 0 ? OptionalDouble.of(milliseconds / answers) : OptionalDouble.empty();
    }
}
