package dev.becas.bot.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Failures in one sentence.
final class Faults {
    private Faults() {}

    /// What went wrong: most failures say it themselves, those of the file system name a path only.
    static String sentence(Exception e) {
        return switch (e) {
            case FileAlreadyExistsException f -> inTheWay(f);
            case NotDirectoryException f -> inTheWay(f);
            case AccessDeniedException f -> f.getFile() + " must be readable and writable for this user but is not";
            case NoSuchFileException f -> f.getFile() + " must be there but is not";
            case FileSystemException f when underAFile(f) != null -> underAFile(f) + " must be a folder but is a file";
            default -> e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        };
    }

    private static String inTheWay(FileSystemException e) {
        boolean folder = Files.isDirectory(Path.of(e.getFile()));
        return e.getFile() + (folder ? " is there already" : " must be a folder but is a file");
    }

    /// The file on the way to a path, if that is what is wrong.
    private static @Nullable Path underAFile(FileSystemException e) {
        Path at = e.getFile() == null ? null : Path.of(e.getFile());
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return at != null && Files.isRegularFile(at) ? at : null;
    }
}
