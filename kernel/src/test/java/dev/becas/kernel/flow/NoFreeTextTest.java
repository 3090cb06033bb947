package dev.becas.kernel.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.bus.EventCodec;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Events hold no text that a member typed: the journal is never rewritten, so what may have to be erased must not get
/// in. Every text field is therefore on one of these lists, and a new one has to be argued onto it.
class NoFreeTextTest {
    /// Names, ids, keyed hashes, digests: made by us or by the platform, compared and never read aloud.
    private static final Set<String> IDS = Set.of(
            "id",
            "causeId",
            "guildId",
            "messageId",
            "channelId",
            "authorKey",
            "reporterKey",
            "moderatorKey",
            "approverKey",
            "contentId",
            "inputContentId",
            "reasonContentId",
            "lessonContentId",
            "replyTo",
            "decisionId",
            "requestId",
            "exampleId",
            "byExampleId",
            "datasetId",
            "parentId",
            "testId",
            "itemId",
            "jobId",
            "ruleId",
            "promptDigest",
            "contentHash",
            "digest",
            "contextRefs",
            "by");
    /// Words of closed sets: categories, labels, actions, stages, names of models, trainers and settings.
    private static final Set<String> WORDS = Set.of(
            "category",
            "aboutCategory",
            "taskType",
            "label",
            "labels",
            "action",
            "originalAction",
            "outcome",
            "tier",
            "kind",
            "itemKind",
            "mistake",
            "how",
            "decidedBy",
            "alert",
            "severity",
            "from",
            "to",
            "target",
            "version",
            "before",
            "fallback",
            "modelVersion",
            "liveVersion",
            "shadowVersion",
            "baseVersion",
            "modelA",
            "modelB",
            "models",
            "overallWinner",
            "recommendation",
            "runtime",
            "trainer",
            "settings",
            "filters",
            "metrics",
            "intervals",
            "winRateByTask",
            "byTier",
            "byLabel",
            "byLabelSource",
            "byProvenance",
            "raidLevel",
            "channelKind",
            "indicators",
            "name");
    /// Our own sentences. `reason` of promotions and roll-backs is an operator's word about a model, never about a
    /// member.
    private static final Set<String> SENTENCES = Set.of("sentence", "reason", "reasoning", "detail");
    /// `domain` is a host name out of a link: a fact about the web, kept for scam statistics. `value` is a prompt line
    /// that no person typed ([dev.becas.kernel.prompt.PromptField] of `author trust` and the like).
    private static final Set<String> FACTS = Set.of("domain", "value");

    @Test
    void everyTextFieldOfEveryEventIsOnAListThatSaysWhyItIsThere() {
        Set<String> allowed = new HashSet<>(IDS);
        allowed.addAll(WORDS);
        allowed.addAll(SENTENCES);
        allowed.addAll(FACTS);
        List<String> strange = textFields().stream()
                .filter(f -> !allowed.contains(f.substring(f.lastIndexOf('.') + 1)))
                .toList();
        assertEquals(List.of(), strange, "text that may be a person's; hold a content id instead");
    }

    @Test
    void theListsNameNothingThatIsGone() {
        Set<String> used = new TreeSet<>();
        textFields().forEach(f -> used.add(f.substring(f.lastIndexOf('.') + 1)));
        for (Set<String> list : List.of(IDS, WORDS, SENTENCES, FACTS)) {
            assertTrue(used.containsAll(list), () -> new TreeSet<>(list) + " holds more than " + used);
        }
    }

    private static List<String> textFields() {
        List<String> found = new ArrayList<>();
        EventCodec codec = new EventCodec();
        codec.names().stream()
                .map(codec::type)
                .filter(t -> t != CustomEvent.class)
                .forEach(t -> collect(t, found, new HashSet<>()));
        return found;
    }

    private static void collect(Class<?> record, List<String> found, Set<Class<?>> seen) {
        if (!seen.add(record)) {
            return;
        }
        for (RecordComponent component : record.getRecordComponents()) {
            Type type = component.getGenericType();
            if (type.getTypeName().contains("java.lang.String")) {
                found.add(record.getSimpleName() + "." + component.getName());
            }
            recordsIn(type).forEach(part -> collect(part, found, seen));
        }
    }

    private static List<Class<?>> recordsIn(Type type) {
        if (type instanceof Class<?> c) {
            return c.isRecord() ? List.of(c) : List.of();
        }
        List<Class<?>> found = new ArrayList<>();
        for (Type of : ((java.lang.reflect.ParameterizedType) type).getActualTypeArguments()) {
            found.addAll(recordsIn(of));
        }
        return found;
    }
}
