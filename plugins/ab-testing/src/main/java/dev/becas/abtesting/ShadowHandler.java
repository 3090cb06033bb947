package dev.becas.abtesting;

import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.DecisionFlow.ScamDetected;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestRequested;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestStopped;
import dev.becas.kernel.plugin.PluginContext;
import java.util.List;
import java.util.Set;

/// Hears everything that concerns shadow tests, in the journal's order on one lane: so a tick comes after every answer
/// before it, and the shadow answers one request at a time.
final class ShadowHandler implements Handler {

    /// What it listens to.
    static final Set<Class<? extends FlowEvent>> EVENTS = Set.of(
            ShadowTestRequested.class,
            ShadowTestStopped.class,
            AliasMoved.class,
            ModelAnswered.class,
            LabelGiven.class,
            AiCorrection.class,
            ViolationDetected.class,
            ScamDetected.class,
            ClockTicked.class);

    private final PluginContext context;
    private final AbTestSettings settings;
    private final TestTable tests;
    private final PairTable pairs;
    private final ShadowAnswers answers;
    private final LabelQueue queue;

    ShadowHandler(PluginContext context, AbTestSettings settings, TestTable tests, PairTable pairs, LabelQueue queue) {
        this.context = context;
        this.settings = settings;
        this.tests = tests;
        this.pairs = pairs;
        this.answers = new ShadowAnswers(context);
        this.queue = queue;
    }

    @Override
    public Effect handle(List<Delivery> batch) throws InterruptedException {
        ShadowBatch work = new ShadowBatch(settings.lookEvery(), tests.open(), pairs, answers, queue);
        for (Delivery delivery : batch) {
            FlowEvent event = delivery.event();
            switch (event) {
                case ShadowTestRequested request ->
                    work.begin(ShadowTest.of(request, TestPlan.inForce(settings, context.config())));
                case ShadowTestStopped stopped -> work.stopped(stopped);
                case AliasMoved move -> work.moved(move);
                case ModelAnswered answered -> work.answered(answered);
                case ClockTicked tick -> work.tick(tick);
                default -> work.heard(event);
            }
        }
        return work.effect();
    }
}
