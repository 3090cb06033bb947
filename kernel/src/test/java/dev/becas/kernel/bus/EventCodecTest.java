package dev.becas.kernel.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.becas.kernel.Sentence;
import dev.becas.kernel.flow.CustomEvent;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import dev.becas.kernel.flow.PromotionFlow.RolledBack;
import dev.becas.kernel.flow.Samples;
import dev.becas.kernel.flow.Wire;
import dev.becas.kernel.json.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final EventHead HEAD = new EventHead("an-id", "a-cause", "a-guild", Instant.EPOCH);
    private final EventCodec codec = new EventCodec();

    @Test
    void everyEventOfTheFlowComesBackAsItWas() {
        for (String name : codec.names()) {
            FlowEvent event = Samples.of(codec.type(name));
            if (event instanceof CustomEvent) {
                continue;
            }
            assertEquals(name, event.wireName());
            assertEquals(event, codec.decode(event.head(), name, EventCodec.version(event), codec.encode(event)), name);
        }
        assertTrue(codec.names().size() > 25);
    }

    @Test
    void noTwoEventsHaveOneName() {
        Set<String> names = new HashSet<>();
        Set<Class<?>> types = new HashSet<>();
        codec.names().forEach(name -> {
            assertTrue(types.add(codec.type(name)), name);
            assertTrue(names.add(codec.type(name).getAnnotation(Wire.class).value()), name);
        });
    }

    @Test
    void aReasonOfTheFirstVersionIsReadApart() {
        String before = """
                {"head":{"id":"an-id","causeId":"a-cause","guildId":"a-guild","at":"1970-01-01T00:00:00Z"},"target":"t",
                "version":"t-v1","to":"t-v0","by":"ada","reason":"%s"}""";
        assertEquals(
                new RolledBack(HEAD, "t", "t-v1", "t-v0", "ada", "", "c1"),
                codec.decode(HEAD, "fine_tuning.rolled_back", 1, before.formatted("content:c1")));
        assertEquals(
                new RolledBack(HEAD, "t", "t-v1", "t-v0", "ada", "too slow", null),
                codec.decode(HEAD, "fine_tuning.rolled_back", 1, before.formatted("too slow")));
    }

    @Test
    void anUnknownNameIsKeptWithAllItsFields() {
        FlowEvent event = codec.decode(HEAD, "weather.changed", 7, "{\"wind\":{\"knots\":12}}");
        CustomEvent custom = assertInstanceOf(CustomEvent.class, event);
        assertEquals("weather.changed", custom.wireName());
        assertEquals(7, EventCodec.version(custom));
        assertEquals("{\"wind\":{\"knots\":12}}", codec.encode(custom));
        assertEquals(HEAD, custom.head());
    }

    @Test
    void aBodyThatCannotBeReadIsKeptAsItStands() {
        for (String body : new String[] {"{\"messageId\":", "[]", "null", "{\"messageId\":{\"a\":1}}", "", "17"}) {
            CustomEvent custom =
                    assertInstanceOf(CustomEvent.class, codec.decode(HEAD, "message.deleted", 1, body), body);
            assertEquals(body, custom.body().path("unreadable").asText(), body);
            assertEquals("message.deleted", custom.wireName());
        }
    }

    @Test
    void aBodyThatLacksAFieldWhichMustBeThereIsKeptAsItStands() {
        ViolationDetected event = Samples.of(ViolationDetected.class);
        ObjectNode body = Json.MAPPER.valueToTree(event);
        ((ObjectNode) body.path("judged")).remove("contentId");
        CustomEvent custom =
                assertInstanceOf(CustomEvent.class, codec.decode(HEAD, "violation.detected", 1, body.toString()));
        assertEquals("judged.contentId is missing", custom.body().path("why").asText());
    }

    @Test
    void aBodyThatLacksAFieldWhichMayBeMissingIsRead() {
        ViolationDetected event = Samples.of(ViolationDetected.class);
        ObjectNode body = Json.MAPPER.valueToTree(event);
        ((ObjectNode) body.path("judged")).remove("human");
        assertInstanceOf(ViolationDetected.class, codec.decode(HEAD, "violation.detected", 1, body.toString()));
    }

    @Test
    void anEventOfANewerVersionIsKeptAndNotGuessedAt() {
        MessageDeleted event = Samples.of(MessageDeleted.class);
        assertInstanceOf(CustomEvent.class, codec.decode(event.head(), "message.deleted", 2, codec.encode(event)));
    }

    @Test
    void aCustomEventMustNotTakeANameOfTheFlow() {
        CustomEvent thief = new CustomEvent(HEAD, "message.deleted", 1, Json.MAPPER.createObjectNode());
        assertTrue(Sentence.of(IllegalArgumentException.class, () -> codec.encode(thief))
                .contains("'message.deleted'"));
    }
}
