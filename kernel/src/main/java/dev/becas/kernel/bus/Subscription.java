package dev.becas.kernel.bus;

import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.id.Ids;
import java.util.Set;
import java.util.function.Predicate;

/// A durable subscription: a name, what it wants, and what it does with it. The name is its memory: whoever subscribes
/// under it again goes on where it stopped.
///
/// @param name unique in an installation, `component.purpose`
/// @param wanted which events it handles; the rest counts as filtered
public record Subscription(String name, Predicate<FlowEvent> wanted, Handler handler, SubscriptionOptions options) {

    /// Of these classes of events.
    public static Subscription to(String name, Handler handler, Set<Class<? extends FlowEvent>> types) {
        Set<Class<? extends FlowEvent>> set = Set.copyOf(types);
        return new Subscription(name, e -> set.contains(e.getClass()), handler, SubscriptionOptions.DEFAULT);
    }

    /// The same with other options.
    public Subscription with(SubscriptionOptions other) {
        return new Subscription(name, wanted, handler, other);
    }

    static int laneOf(String guildId, int lanes) {
        return lanes == 1 ? 0 : Ids.bucket(guildId, lanes);
    }
}
