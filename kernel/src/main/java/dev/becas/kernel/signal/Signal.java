package dev.becas.kernel.signal;

/// Something to look at now and forget: it is never stored, no decision and nothing that is hashed hangs on it, and any
/// of it may be dropped. What must survive is a [dev.becas.kernel.flow.FlowEvent]. Immutable; a plugin may bring its
/// own.
public interface Signal {}
