package dev.becas.abtesting;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestStopped;
import dev.becas.kernel.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The thinking about one batch of events: the tests as they stand after each of them, and what is to be written.
final class ShadowBatch {

    private final Duration lookEvery;
    private final PairTable pairs;
    private final ShadowAnswers answers;
    private final LabelQueue queue;
    private final Map<String, ShadowTest> tests = new TreeMap<>();
    private final List<Effect> effects = new ArrayList<>();

    ShadowBatch(Duration lookEvery, List<ShadowTest> open, PairTable pairs, ShadowAnswers answers, LabelQueue queue) {
        this.lookEvery = lookEvery;
        this.pairs = pairs;
        this.answers = answers;
        this.queue = queue;
        open.forEach(test -> tests.put(test.id(), test));
    }

    /// A target has one test at a time, and one of the test itself beside it.
    void begin(ShadowTest test) {
        stop(
                other -> other.target().equals(test.target())
                        && other.aa() == test.aa()
                        && !other.id().equals(test.id()),
                test.causeId(),
                test.began(),
                "replaced by the test of " + test.shadow());
        tests.putIfAbsent(test.id(), test);
        effects.add(tx -> TestTable.insert(tx.sql(), test));
    }

    void stopped(ShadowTestStopped event) {
        tests.remove(event.testId());
        effects.add(tx ->
                TestTable.end(tx.sql(), event.testId(), "stopped", event.head().at(), event.reason()));
    }

    /// A test against a model that no longer answers would compare with nobody.
    void moved(AliasMoved move) {
        stop(
                test -> test.target().equals(move.target()) && !test.live().equals(move.version()),
                move.head().id(),
                move.head().at(),
                "the live version is now " + move.version());
    }

    private void stop(Predicate<ShadowTest> which, String causeId, Instant at, String reason) {
        for (ShadowTest test : List.copyOf(tests.values())) {
            if (which.test(test)) {
                EventHead head = new EventHead(Ids.derive(test.id(), "stopped", 0), causeId, EventHead.NO_GUILD, at);
                tests.remove(test.id());
                effects.add(tx -> {
                    if (TestTable.end(tx.sql(), test.id(), "stopped", at, reason)) {
                        tx.publish(new ShadowTestStopped(head, test.id(), test.target(), reason));
                    }
                });
            }
        }
    }

    /// The live model answered: those who are drawn are answered by the shadow too.
    void answered(ModelAnswered answered) throws InterruptedException {
        for (ShadowTest test : List.copyOf(tests.values())) {
            if (test.target().equals(answered.target()) && test.live().equals(answered.version())) {
                shadow(test, answered);
            }
        }
    }

    private void shadow(ShadowTest test, ModelAnswered answered) throws InterruptedException {
        boolean idle = test.load().idle();
        ShadowTest counted = test.with(test.load().request());
        effects.add(tx -> TestTable.countEligible(tx.sql(), test.id(), idle));
        if (Sampling.drawn("pair/" + test.id(), answered.requestId(), test.rate())) {
            ShadowPair pair = answers.pair(test, answered);
            counted = counted.changed();
            effects.add(tx -> {
                PairTable.insert(tx.sql(), test.id(), pair);
                queue.ask(tx, test, pair, answered);
            });
        }
        tests.put(test.id(), counted);
    }

    /// A person may have said what a message is.
    void heard(FlowEvent event) {
        if (event instanceof LabelGiven label) {
            effects.add(tx ->
                    LabelQueue.countGolden(tx, label.itemId(), label.human().moderatorKey(), label.label()));
        }
        Opinion.in(event).ifPresent(opinion -> {
            effects.add(tx -> PairTable.insert(tx.sql(), opinion));
            tests.replaceAll((id, test) -> test.category().equals(opinion.category()) ? test.changed() : test);
        });
    }

    /// Time moved on: what changed is looked at, after this batch is written.
    void tick(ClockTicked tick) {
        Instant now = tick.head().at();
        effects.add(tx -> queue.expire(tx, now));
        for (ShadowTest test : List.copyOf(tests.values())) {
            effects.add(tx -> TestTable.settleEligible(tx.sql(), test.id()));
            ShadowTest later = test.with(test.load().tick(now));
            boolean due = !now.isBefore(test.looked().plus(lookEvery)) || !now.isBefore(test.ends());
            if (due && (test.dirty() || !now.isBefore(test.ends()) || pairs.expired(test.id(), test.looked(), now))) {
                later = later.lookedAt(now);
                DecisionLook.Request look = new DecisionLook.Request(test.id(), now);
                effects.add(tx -> tx.outbox(
                        DecisionLook.KIND,
                        Ids.of(test.id(), now.toString()),
                        tick.head().id(),
                        look));
            }
            tests.put(test.id(), later);
        }
    }

    Effect effect() {
        List<Effect> all = List.copyOf(effects);
        List<ShadowTest> after = List.copyOf(tests.values());
        return all.isEmpty()
                ? Effect.NOTHING
                : tx -> {
                    for (Effect effect : all) {
                        effect.write(tx);
                    }
                    for (ShadowTest test : after) {
                        TestTable.update(tx.sql(), test);
                    }
                };
    }
}
