/// The durable bus. In: events from gateways, handlers and commands. Out: deliveries to subscriptions that pull,
/// exactly once in the store. Next: `flow` says what travels, `store` where it is kept.
@NullMarked
package dev.becas.kernel.bus;

import org.jspecify.annotations.NullMarked;
