package dev.becas.finetuning.daily;

import dev.becas.finetuning.export.PartFiles;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of one category's daily files. A set is the files `{set}.jsonl`, `{set}-2.jsonl`, ... and their check
/// `{set}.check.json`; its name is `{category}_{date}` or `{category}_master`.
///
/// @param category of the examples
/// @param path     where the files lie
/// @param archive  where old ones lie, each packed
record DailyFolder(String category, Path path, Path archive) {
    /// Beside the datasets.
    static final String NAME = "daily";

    static final String PACKED = ".gz";

    private static final String CHECK = ".check.json";
    private static final Pattern FILE =
            Pattern.compile("(.+_(?:master|\\d{4}-\\d{2}-\\d{2}))(?:-\\d+)?\\.jsonl(?:\\.gz)?");
    private static final Pattern DATED = Pattern.compile(".+_(\\d{4}-\\d{2}-\\d{2})");

    static DailyFolder of(Path datasets, String category) {
        Path path = datasets.resolve(NAME).resolve(category);
        return new DailyFolder(category, path, path.resolve("archive"));
    }

    /// All that there are, sorted.
    static List<DailyFolder> all(Path datasets) throws IOException {
        Path root = datasets.resolve(NAME);
        return list(root).stream()
                .filter(Files::isDirectory)
                .map(path -> of(datasets, String.valueOf(path.getFileName())))
                .toList();
    }

    /// The set of the day that ends at `due`.
    String dated(Instant due) {
        return category + "_" + LocalDate.ofInstant(due, ZoneOffset.UTC);
    }

    /// The set of all examples.
    String master() {
        return category + "_master";
    }

    /// The set that a file is of; empty when it is none of ours.
    static Optional<String> set(Path file) {
        Matcher matcher = FILE.matcher(String.valueOf(file.getFileName()));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// The day of a set; empty for the master.
    static Optional<LocalDate> day(String set) {
        Matcher matcher = DATED.matcher(set);
        return matcher.matches() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
    }

    /// The files of a set that lie in `place`, in order.
    static List<Path> files(Path place, String set) throws IOException {
        return list(place).stream()
                .filter(file -> set(file).filter(set::equals).isPresent())
                .sorted(Comparator.comparingInt(file -> file.toString().length()))
                .toList();
    }

    /// The names of all sets that have a file or a check in `place`, sorted.
    static List<String> sets(Path place) throws IOException {
        return list(place).stream()
                .flatMap(file -> {
                    String name = String.valueOf(file.getFileName());
                    return name.endsWith(CHECK)
                            ? Stream.of(name.substring(0, name.length() - CHECK.length()))
                            : set(file).stream();
                })
                .distinct()
                .sorted()
                .toList();
    }

    static Path check(Path place, String set) {
        return place.resolve(set + CHECK);
    }

    static Optional<DailyCheck> readCheck(Path place, String set) throws IOException {
        Path file = check(place, set);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), DailyCheck.class));
        } catch (UncheckedIOException e) {
            throw new IOException(file + " is no check of a daily export: " + e.getMessage(), e);
        }
    }

    static void writeCheck(Path place, String set, DailyCheck check) throws IOException {
        Path unfinished = place.resolve(set + CHECK + PartFiles.UNFINISHED);
        Files.writeString(unfinished, Json.pretty(check) + "\n");
        replace(unfinished, check(place, set));
    }

    static void replace(Path unfinished, Path file) throws IOException {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Removes what was cut off.
    static void removeUnfinished(Path place) throws IOException {
        for (Path file : list(place)) {
            if (file.toString().endsWith(PartFiles.UNFINISHED)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> list(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(place)) {
            return all.sorted().toList();
        }
    }
}
