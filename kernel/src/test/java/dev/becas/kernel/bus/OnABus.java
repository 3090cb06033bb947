package dev.becas.kernel.bus;

import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import dev.becas.kernel.store.Migrations;
import dev.becas.kernel.store.ShortLease;
import dev.becas.kernel.store.Store;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What tests of the bus stand on: a store with the kernel's tables, and a bus that gives up early on handlers which do
/// not end.
abstract class OnABus {
    /// Longer than anything here takes on a busy machine.
    static final Duration SOON = Duration.ofSeconds(40);

    static final Set<Class<? extends FlowEvent>> DELETIONS = Set.of(MessageDeleted.class);
    private static final Duration STOP_WAIT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    Store store;
    Bus bus;

    @BeforeEach
    final void open() throws IOException {
        store = Store.open(file());
        new Migrations(store, folder.resolve("backups")).migrate("kernel", Bus.class.getClassLoader());
        bus = newBus();
    }

    @AfterEach
    final void close() {
        bus.close();
        store.close();
    }

    /// As after a restart.
    final void reopen() throws IOException {
        close();
        store = Store.open(file());
        bus = newBus();
    }

    /// As after a restart, with a store that cuts off effects after `leaseMax`.
    final void reopen(Duration leaseMax) throws IOException {
        close();
        store = ShortLease.open(file(), leaseMax);
        bus = newBus();
    }

    /// Waits until the cursors that only passed events are written too.
    final void rest() throws InterruptedException {
        while (bus.counts().stream().anyMatch(c -> c.pending() > 0)) {
            Thread.sleep(20);
        }
    }

    final int rows(String table) {
        return store.read(h -> h.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    private Path file() {
        return folder.resolve("becas.db");
    }

    private Bus newBus() {
        return new Bus(store, new SimpleMeterRegistry(), STOP_WAIT);
    }
}
