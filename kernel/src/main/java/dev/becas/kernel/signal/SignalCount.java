package dev.becas.kernel.signal;

/// One subscription's counts at one moment: published = delivered + failed + dropped + waiting.
///
/// @param published signals of its type since it began
/// @param delivered handled without an exception
/// @param failed its handler threw
/// @param dropped the oldest, when too many waited
/// @param waiting not yet handled, the one in the handler's hands among them
public record SignalCount(
        String subscription, long published, long delivered, long failed, long dropped, long waiting) {}
