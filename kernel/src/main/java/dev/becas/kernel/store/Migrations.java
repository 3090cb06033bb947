package dev.becas.kernel.store;

import dev.becas.kernel.failpoint.Failpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a component's tables to the version this build knows. Each component has its scripts in `db/<component>` of
/// its class path and a history table of its own. Before anything changes in a store that holds events or this
/// component's tables, the store is copied to `backups/`; each script is one transaction.
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private final Store store;
    private final Path backups;

    public Migrations(Store store, Path backups) {
        this.store = store;
        this.backups = backups;
    }

    /// Migrates one component.
    ///
    /// @param component lower-case letters, digits and dashes; also the name of its folder of scripts
    /// @param loader where its scripts are
    /// @throws StoreException when the store is of a newer version or a script fails
    public void migrate(String component, ClassLoader loader) {
        Flyway flyway = Flyway.configure(loader)
                .dataSource(store.file().migratingDataSource())
                .locations("classpath:db/" + component)
                .table("schema_history_" + component.replace('-', '_'))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .callbacks(new FailpointCallback())
                .failOnMissingLocations(true)
                .load();
        try {
            refuseNewer(component, flyway.info().all());
            MigrationInfo[] pending = flyway.info().pending();
            if (pending.length > 0) {
                backUpBefore(component, flyway.info().current(), pending);
                flyway.migrate();
            }
        } catch (FlywayException e) {
            throw new StoreException(
                    "cannot bring the tables of " + component + " in " + store.path() + " up to date: " + inWords(e),
                    e);
        } catch (IOException e) {
            throw new StoreException("cannot back up " + store.path() + " before a migration: " + e.getMessage(), e);
        }
    }

    private void refuseNewer(String component, MigrationInfo[] all) {
        Arrays.stream(all)
                .filter(m -> m.getState().isApplied()
                        && !m.getState().isResolved()
                        && m.getVersion() != null
                        && !m.getVersion().getVersion().equals("0"))
                .reduce((first, second) -> second)
                .ifPresent(newest -> {
                    throw new StoreException(
                            "the store " + store.path() + " was written by a newer version: its tables of "
                                    + component + " are at " + newest.getVersion()
                                    + ", which this build does not know; run the newer Becas, or restore a copy from "
                                    + backups);
                });
    }

    private void backUpBefore(
            String component,
            org.flywaydb.core.api.@org.jspecify.annotations.Nullable MigrationInfo current,
            MigrationInfo[] pending)
            throws IOException {
        boolean fresh = current == null
                || current.getVersion() == null
                || current.getVersion().getVersion().equals("0");
        if (fresh && !holdsEvents()) {
            return;
        }
        Files.createDirectories(backups);
        Path copy = backups.resolve("before-" + component + "-" + pending[0].getVersion() + ".db");
        Files.deleteIfExists(copy);
        store.backupTo(copy);
        LOG.info("backed up the store to {} before {} migration(s) of {}", copy, pending.length, component);
    }

    private boolean holdsEvents() {
        return store.read(h -> h.createQuery("SELECT count(*) FROM sqlite_master WHERE name = 'journal'")
                                .mapTo(Integer.class)
                                .one()
                        == 1
                && h.createQuery("SELECT EXISTS (SELECT 1 FROM journal)")
                        .mapTo(Boolean.class)
                        .one());
    }

    /// Flyway tells in many lines; the cause says it in one.
    private static String inWords(FlywayException e) {
        return SqliteFailure.behind(e)
                .map(SqliteFailure::inWords)
                .orElseGet(() -> String.join(
                        " ",
                        String.valueOf(e.getMessage())
                                .lines()
                                .map(String::strip)
                                .filter(l -> !l.isEmpty())
                                .toList()));
    }

    private static final class FailpointCallback implements Callback {
        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE_STATEMENT;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            Failpoints.reach(Failpoints.MIGRATION);
        }

        @Override
        public String getCallbackName() {
            return "failpoint";
        }
    }
}
