package dev.becas.bot.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.bot.app.App;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.signal.Progress;
import dev.becas.kernel.signal.SignalSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Draws the table four times a second, whatever the rest is busy with: a training that takes a minute is seen to move.
final class Live implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final long EVERY_MS = 250;
    /// The command that tells how shadow tests stand is asked at each so many drawings.
    private static final int SHADOW_EVERY = 4;
    private static final long STOP_MS = 5_000;

    private final App app;
    private final Watch watch;
    private final Screen screen;
    private final long began;
    private final Thread thread;
    private final AutoCloseable signals;
    private final Map<String, Progress> training = new ConcurrentHashMap<>();
    private Map<String, Table.ShadowCount> shadow = Map.of();
    private int drawn;
    private boolean closed;
    private volatile double share;
    private volatile @Nullable String day;
    private volatile String drill = "";

    /// @param began when the demo began, as `System.nanoTime` tells
    Live(App app, Watch watch, Screen screen, long began) {
        this.app = app;
        this.watch = watch;
        this.screen = screen;
        this.began = began;
        this.signals = app.kernel()
                .signals()
                .subscribe(new SignalSubscription<>("demo.table", Progress.class, at -> training.put(at.workId(), at)));
        this.thread = new Thread(this::drawOnAndOn, "demo-table");
        thread.setDaemon(true);
        thread.start();
    }

    /// The conversation has come so far.
    void at(double share, @Nullable Instant now) {
        this.share = share;
        this.day = now == null ? null : now.toString().substring(0, 16).replace('T', ' ');
    }

    void drilled(String sentence) {
        drill = sentence;
    }

    private void drawOnAndOn() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                draw();
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("the table is drawn no more", e);
        }
    }

    private synchronized void draw() {
        watch.sync();
        if (screen.drawsTable() && drawn++ % SHADOW_EVERY == 0) {
            shadow = shadow();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        screen.draw(watch, new Table.Moment(share, elapsed, day, Map.copyOf(training), shadow, drill));
    }

    /// By target, the newest test.
    private Map<String, Table.ShadowCount> shadow() {
        CommandResult result = app.shell().run("operator", "abtest", "list");
        Map<String, Table.ShadowCount> counts = new TreeMap<>();
        JsonNode json = Json.MAPPER.valueToTree(result.json());
        for (JsonNode test : json.path("tests")) {
            counts.putIfAbsent(
                    test.path("target").asText(),
                    new Table.ShadowCount(
                            test.path("pairs").asLong(),
                            test.path("report").path("disagreements").asInt()));
        }
        return counts;
    }

    /// Draws a last time; the table stays.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            signals.close();
            thread.interrupt();
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the table goes on to be told of progress", e);
        }
        drawn = 0;
        draw();
        screen.end();
    }
}
