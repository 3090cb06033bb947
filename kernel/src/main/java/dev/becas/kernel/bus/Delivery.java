package dev.becas.kernel.bus;

import dev.becas.kernel.flow.FlowEvent;

/// An event on its way to a subscription.
///
/// @param seq its place in the journal; the same on redelivery, but not between runs, so nothing that is hashed may
///     hang on it
public record Delivery(long seq, FlowEvent event) {}
