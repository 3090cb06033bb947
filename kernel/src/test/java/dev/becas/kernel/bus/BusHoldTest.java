package dev.becas.kernel.bus;

import static dev.becas.kernel.KernelInFolder.deletion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import dev.becas.kernel.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BusHoldTest extends OnABus {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @Test
    void what_is_published_while_the_bus_is_held_is_handled_when_the_last_hold_has_ended() throws Exception {
        Bus.Hold first = bus.hold();
        Bus.Hold second = bus.hold();
        bus.subscribe(Subscription.to(
                "watcher",
                batch -> {
                    batch.forEach(d -> seen.add(d.event().head().id()));
                    return Effect.NOTHING;
                },
                Set.of(MessageDeleted.class)));
        bus.publish(deletion("held", 1));
        first.close();
        first.close();
        assertThrows(StoreException.class, () -> bus.awaitQuiet(Duration.ofMillis(300)));
        assertEquals(List.of(), seen);
        second.close();
        bus.awaitQuiet(SOON);
        assertEquals(1, seen.size());
    }

    @Test
    void outside_work_waits_for_the_end_of_the_hold_too() throws Exception {
        Bus.Hold hold = bus.hold();
        bus.work("send", item -> {
            seen.add(item.key());
            return Effect.NOTHING;
        });
        bus.write("ask", tx -> tx.outbox("send", "k1", "cause", "payload"));
        assertThrows(StoreException.class, () -> bus.awaitQuiet(Duration.ofMillis(300)));
        assertEquals(List.of(), seen);
        hold.close();
        bus.awaitQuiet(SOON);
        assertEquals(List.of("k1"), seen);
    }
}
