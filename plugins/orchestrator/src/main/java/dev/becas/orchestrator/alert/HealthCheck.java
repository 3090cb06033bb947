package dev.becas.orchestrator.alert;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.orchestrator.settings.AlertSettings;
import dev.becas.orchestrator.trigger.Budgets;
import dev.becas.orchestrator.watch.Count;
import dev.becas.orchestrator.watch.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// Reads figures off the counts and holds them against the alert levels. A figure with too little behind it raises
/// nothing.
public final class HealthCheck {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int ENOUGH = 20;

    private final AlertSettings settings;
    private final Alerts alerts;
    private final ModelRegistry models;
    private final Supplier<Map<String, Double>> machine;
    private final Budgets budgets;

    /// @param machine figures that hang on this machine and moment (`responseMs`, `queue`); none in a replay, where a
    ///     run must raise the same alerts again
    public HealthCheck(
            AlertSettings settings,
            Alerts alerts,
            ModelRegistry models,
            Supplier<Map<String, Double>> machine,
            Budgets budgets) {
        this.settings = settings;
        this.alerts = alerts;
        this.models = models;
        this.machine = machine;
        this.budgets = budgets;
    }

    /// How it is at `now`.
    public Health health(Handle sql, Instant now, Map<String, Double> alsoMeasured) {
        Map<String, Double> metrics = new TreeMap<>(metrics(sql, now));
        metrics.putAll(alsoMeasured);
        Map<String, Double> training = training(sql, now);
        List<String> causes = new ArrayList<>();
        Double success = metrics.get("successRate");
        if (success != null && success <= settings.success()) {
            causes.add(say(
                    "people confirmed %.0f %% of judged decisions (more than %.0f %% wanted)",
                    100 * success, 100 * settings.success()));
        }
        Double trained = training.get("successRate");
        if (trained != null && trained <= settings.trainingSuccess()) {
            causes.add(say(
                    "%.0f %% of training jobs led to a model (more than %.0f %% wanted)",
                    100 * trained, 100 * settings.trainingSuccess()));
        }
        Alerts.list(sql, false, 100).stream()
                .filter(alert -> alert.severity().equals("critical") && alert.ackedAt() == null)
                .forEach(alert -> causes.add(alert.alert() + " of " + alert.subject() + ": " + alert.sentence()));
        return new Health(causes.isEmpty(), causes, metrics, training, now);
    }

    /// Raises and clears alerts as the figures say.
    public void check(Tx tx, EventHead tick) {
        Instant now = tick.at();
        Map<String, Double> metrics = new TreeMap<>(metrics(tx.sql(), now));
        metrics.putAll(machine.get());
        Map<String, Double> training = training(tx.sql(), now);
        above(
                tx,
                tick,
                "error_rate",
                metrics,
                "errorRate",
                settings.errorRate(),
                "%.1f %% of requests had no answer from their model (at most %.1f %%)",
                100);
        above(
                tx,
                tick,
                "response",
                metrics,
                "responseMs",
                (double) settings.responseMs(),
                "an answer takes %.0f ms (at most %.0f ms)",
                1);
        above(
                tx,
                tick,
                "rejection",
                metrics,
                "rejectionRate",
                settings.rejection(),
                "%.0f %% of offered examples were rejected (at most %.0f %%)",
                100);
        above(tx, tick, "queue", metrics, "queue", settings.queue(), "%.0f review items are open (at most %.0f)", 1);
        above(
                tx,
                tick,
                "drift",
                metrics,
                "drift",
                settings.drift(),
                "the share of acting answers moved by %.0f points in a day (at most %.0f)",
                100);
        below(
                tx,
                tick,
                "success",
                metrics,
                "successRate",
                settings.success(),
                "people confirmed %.0f %% of judged decisions (at least %.0f %%)");
        below(
                tx,
                tick,
                "training_success",
                training,
                "successRate",
                settings.trainingSuccess(),
                "%.0f %% of training jobs led to a model (at least %.0f %%)");
        Optional<String> spent = budgets.spent(now);
        raiseOrClear(tx, tick, "budget", spent.isPresent(), spent.orElse(""));
        for (ModelAlias alias : models.aliases().all()) {
            confidence(tx, tick, alias.version());
        }
    }

    private Map<String, Double> metrics(Handle sql, Instant now) {
        Window day = new Window(sql, now.minus(DAY), now.plus(Counts.BUCKET));
        Window week = new Window(sql, now.minus(DAY).minus(WEEK), now.minus(DAY));
        Map<String, Double> metrics = new TreeMap<>();
        double silent = day.sum(Count.UNAVAILABLE) + day.sum(Count.FALLBACK);
        put(metrics, "errorRate", silent, day.sum(Count.ANSWERED) + day.sum(Count.FALLBACK), ENOUGH);
        put(
                metrics,
                "rejectionRate",
                day.sum(Count.REJECTED),
                day.sum(Count.REJECTED) + day.sum(Count.COLLECTED),
                ENOUGH);
        put(
                metrics,
                "successRate",
                day.sum(Count.CONFIRMED),
                day.sum(Count.CONFIRMED) + day.sum(Count.CORRECTED),
                ENOUGH);
        put(metrics, "avgConfidence", day.sum(Count.CONFIDENCE), day.sum(Count.ANSWERED), 1);
        put(metrics, "actShare", day.sum(Count.ACTED), day.sum(Count.ANSWERED), 1);
        if (day.sum(Count.ANSWERED) >= 10 * ENOUGH && week.sum(Count.ANSWERED) >= 10 * ENOUGH) {
            metrics.put(
                    "drift",
                    Math.abs(day.share(Count.ACTED, Count.ANSWERED) - week.share(Count.ACTED, Count.ANSWERED)));
        }
        return metrics;
    }

    private static Map<String, Double> training(Handle sql, Instant now) {
        Window month = new Window(sql, now.minus(MONTH), now.plus(Counts.BUCKET));
        Map<String, Double> training = new TreeMap<>();
        training.put("completed", month.sum(Count.TRAINED));
        training.put("failed", month.sum(Count.TRAINING_FAILED));
        training.put(
                "active",
                sql.createQuery("SELECT count(*) FROM orch_pipeline WHERE stage = 'training'")
                        .mapTo(Double.class)
                        .one());
        put(
                training,
                "successRate",
                month.sum(Count.TRAINED),
                month.sum(Count.TRAINED) + month.sum(Count.TRAINING_FAILED),
                1);
        return training;
    }

    private void confidence(Tx tx, EventHead tick, String version) {
        Instant now = tick.at();
        OptionalDouble today = mean(tx.sql(), version, now.minus(DAY), now.plus(Counts.BUCKET));
        OptionalDouble before = mean(tx.sql(), version, now.minus(DAY).minus(WEEK), now.minus(DAY));
        if (today.isPresent()
                && before.isPresent()
                && before.getAsDouble() - today.getAsDouble() > settings.confidenceDrop()) {
            alerts.raise(
                    tx,
                    "confidence",
                    version,
                    "warning",
                    say(
                            "the mean confidence of %s fell from %.2f to %.2f in a day (at most by %.2f)",
                            version, before.getAsDouble(), today.getAsDouble(), settings.confidenceDrop()),
                    tick);
        } else {
            alerts.clear(tx, "confidence", version, now);
        }
    }

    private static OptionalDouble mean(Handle sql, String version, Instant from, Instant to) {
        double answered = Counts.sum(sql, Count.ANSWERED, version, from, to);
        return answered < 10 * ENOUGH
                ? OptionalDouble.empty()
                : OptionalDouble.of(Counts.sum(sql, Count.CONFIDENCE, version, from, to) / answered);
    }

    private void above(
            Tx tx,
            EventHead tick,
            String alert,
            Map<String, Double> figures,
            String figure,
            double limit,
            String sentence,
            int scale) {
        Double value = figures.get(figure);
        raiseOrClear(
                tx,
                tick,
                alert,
                value != null && value > limit,
                say(sentence, scale * (value == null ? 0 : value), scale * limit));
    }

    private void below(
            Tx tx,
            EventHead tick,
            String alert,
            Map<String, Double> figures,
            String figure,
            double limit,
            String sentence) {
        Double value = figures.get(figure);
        raiseOrClear(
                tx,
                tick,
                alert,
                value != null && value < limit,
                say(sentence, 100 * (value == null ? 0 : value), 100 * limit));
    }

    private void raiseOrClear(Tx tx, EventHead tick, String alert, boolean raised, String sentence) {
        if (raised) {
            alerts.raise(tx, alert, "installation", "warning", sentence, tick);
        } else {
            alerts.clear(tx, alert, "installation", tick.at());
        }
    }

    private static void put(Map<String, Double> metrics, String name, double part, double whole, int least) {
        if (whole >= least && whole > 0) {
            metrics.put(name, part / whole);
        }
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private record Window(Handle sql, Instant from, Instant to) {
        double sum(Count count) {
            return Counts.sum(sql, count, Counts.ALL, from, to);
        }

        double share(Count part, Count whole) {
            return sum(part) / Math.max(1, sum(whole));
        }
    }
}
