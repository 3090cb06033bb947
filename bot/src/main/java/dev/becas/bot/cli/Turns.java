package dev.becas.bot.cli;

import dev.becas.bot.app.App;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.store.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a running Becas does every few seconds. A store that refuses, because the disk is full or gone, ends none of
/// it: that is said once in one sentence, and all is tried again at the next turn.
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Path data;
    private final Turn turn;
    private String trouble = "";

    /// One turn.
    @FunctionalInterface
    interface Turn {
        void take() throws Exception;
    }

    Turns(Path data, Turn turn) {
        this.data = data;
        this.turn = turn;
    }

    /// Takes up dropped jars and changed policy files, and publishes the minute.
    static Turns of(App app) {
        return new Turns(app.home().data(), () -> {
            Instant now = app.kernel().clock().instant();
            app.kernel().plugins().follow(app.dropIn());
            app.kernel().policies().load(app.home().guilds(), now);
            app.kernel().bus().publish(ClockTicked.at(now.truncatedTo(ChronoUnit.MINUTES)));
        });
    }

    void next() throws Exception {
        try {
            turn.take();
            if (!trouble.isEmpty()) {
                LOG.info("the store in {} takes writes again", data);
                trouble = "";
            }
        } catch (StoreException e) {
            String now = String.valueOf(e.getMessage());
            if (!now.equals(trouble)) {
                LOG.error("the store in {} refuses: {}; it is tried again until it does not", data, now);
                trouble = now;
            }
        }
    }

    /// What the store last said while it refuses; empty when all is well.
    String trouble() {
        return trouble;
    }
}
