package dev.becas.gputrainer.device;

import java.io.IOException;

/// A card that is wished, that could be used, and that others have taken, all of it or its memory: later it may be
/// free.
public final class DeviceBusy extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param sentence one, that says which card and what to do
    public DeviceBusy(String sentence, RuntimeException cause) {
        super(sentence, cause);
    }
}
