package dev.becas.kernel.bus;

/// An event that a subscription gave up on. It stays until it is replayed.
public record DeadLetter(
        String subscription, int lane, long seq, String eventId, String eventName, String error, int attempts) {}
