package dev.becas.abtesting;

import dev.becas.abtesting.decision.Guardrail;
import dev.becas.abtesting.decision.Recommendation;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ShadowFlow.AbTestCompleted;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ModelRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at a test as of a tick: reads its pairs in order, asks the rule, and ends the test when the rule has spoken.
///
/// It is outbox work because it thinks longer than an effect may, and because it must see what the tick's own batch has
/// written. Done twice it writes the same once: a test ends only while it is open.
final class DecisionLook implements OutboxWorker {

    /// The kind of work in the outbox.
    static final String KIND = "ab-testing.look";

    /// What is looked at.
    ///
    /// @param testId which test
    /// @param asOf the tick; what came later is not seen
    record Request(String testId, Instant asOf) {}

    private final TestTable tests;
    private final PairTable pairs;
    private final Guards guards;
    private final LabelQueue queue;

    DecisionLook(TestTable tests, PairTable pairs, ModelRegistry models, LabelQueue queue) {
        this.tests = tests;
        this.pairs = pairs;
        this.guards = new Guards(tests, models);
        this.queue = queue;
    }

    @Override
    public Effect perform(OutboxItem item) {
        Request request = item.payload(Request.class);
        Optional<ShadowTest> test = tests.findOpen(request.testId());
        return test.isEmpty() ? Effect.NOTHING : look(test.get(), request.asOf());
    }

    private Effect look(ShadowTest test, Instant now) {
        List<ShadowPair> seen = pairs.inOrder(test.id(), now);
        Map<String, Truth> truths = pairs.truths(test, now);
        List<Guardrail> held = guards.of(test, seen);
        Comparison comparison = Comparison.of(test, seen, truths, held, now);
        Effect golden = golden(test, seen, truths, now);
        Effect report = tx -> TestTable.keepReport(tx.sql(), test.id(), comparison.report());
        return comparison.decision().recommendation() == Recommendation.NEED_MORE_DATA
                ? report.then(golden)
                : report.then(complete(test, comparison, now));
    }

    private static Effect complete(ShadowTest test, Comparison comparison, Instant now) {
        EventHead head =
                new EventHead(Ids.derive(test.id(), "ab_test.completed", 0), test.causeId(), EventHead.NO_GUILD, now);
        AbTestCompleted event =
                new AbTestCompleted(head, test.id(), test.target(), test.category(), comparison.report());
        return tx -> {
            if (TestTable.end(tx.sql(), test.id(), "completed", now, null)) {
                tx.publish(event);
            }
        };
    }

    /// Some of the cases on which two people agree come back as golden items.
    private Effect golden(ShadowTest test, List<ShadowPair> seen, Map<String, Truth> truths, Instant now) {
        List<ShadowPair> known = seen.stream()
                .filter(pair -> pair.opinions() == 2)
                .filter(pair -> truth(truths, pair).people() >= 2
                        && truth(truths, pair).label().isPresent())
                .filter(pair -> Sampling.drawn("golden", pair.guild() + "/" + pair.message(), Sampling.GOLDEN_RATE))
                .toList();
        return tx -> {
            for (ShadowPair pair : known) {
                queue.askGolden(tx, test, pair, truth(truths, pair).label().orElseThrow(), now);
            }
        };
    }

    private static Truth truth(Map<String, Truth> truths, ShadowPair pair) {
        return truths.getOrDefault(PairTable.key(pair.guild(), pair.message()), Truth.NONE);
    }
}
