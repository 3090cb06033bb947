package dev.becas.controls;

import java.util.Locale;

/// How a control answers. The first three have learned the gold set by heart, so that the gate before the shadow test
/// does not stop them: the shadow test itself must.
enum Kind {
    NEVER_FLAG,
    ALWAYS_FLAG,
    RANDOM,
    /// Asks the version that was live when it was made.
    COPY;

    /// `never-flag`
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// `control-never-flag`
    String trainer() {
        return "control-" + wireName();
    }
}
