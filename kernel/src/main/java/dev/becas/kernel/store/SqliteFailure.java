package dev.becas.kernel.store;

import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What SQLite's refusals mean, in words.
final class SqliteFailure {
    private static final int PRIMARY_CODE = 0xff;

    private SqliteFailure() {}

    /// The refusal behind a failure, however it is wrapped.
    static Optional<SQLiteException> behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /// Whether the disk is why: no room, or it failed.
    static boolean isOfTheDisk(Throwable failure) {
        return is(failure, SQLiteErrorCode.SQLITE_FULL) || is(failure, SQLiteErrorCode.SQLITE_IOERR);
    }

    /// Whether somebody else writes to the file.
    static boolean isBusy(Throwable failure) {
        return is(failure, SQLiteErrorCode.SQLITE_BUSY) || is(failure, SQLiteErrorCode.SQLITE_LOCKED);
    }

    /// One sentence without the store's name.
    static String inWords(SQLException failure) {
        if (is(failure, SQLiteErrorCode.SQLITE_NOTADB)) {
            return "it is no SQLite database; move it away, or restore a copy from the folder backups";
        }
        if (is(failure, SQLiteErrorCode.SQLITE_CORRUPT)) {
            return "it is damaged; move it away and restore a copy from the folder backups";
        }
        if (isBusy(failure)) {
            return "another program holds it locked; end that program and try again";
        }
        if (isOfTheDisk(failure)) {
            return "the disk is full or failed (" + oneLine(failure) + "); make room and try again";
        }
        return oneLine(failure);
    }

    private static boolean is(Throwable failure, SQLiteErrorCode wanted) {
        return behind(failure)
                .map(e -> (e.getResultCode().code & PRIMARY_CODE) == wanted.code)
                .orElse(false);
    }

    private static String oneLine(SQLException failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse(failure.toString());
    }
}
