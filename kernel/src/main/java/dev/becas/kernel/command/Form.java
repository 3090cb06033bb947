package dev.becas.kernel.command;

import java.util.List;
import java.util.function.Predicate;

/// Which uses of a name are a command's own, where several commands bear that name, each of another part of the
/// program: `train <category>` begins a pipeline's round, `train --base <gguf>` works on files.
///
/// @param when in words, for the help: `with --base`; empty for [#REST] and [#ON_FILES]
/// @param takes asked with all words that were said
/// @param onFiles whether it needs no installation: it is then done where it was typed, on the files it names, and
///     never by the Becas that runs
public record Form(String when, Predicate<List<String>> takes, boolean onFiles) {
    /// Takes what no other command of the name takes.
    public static final Form REST = new Form("", words -> true, false);

    /// As [#REST], on files.
    public static final Form ON_FILES = new Form("", words -> true, true);

    boolean isRest() {
        return when.isEmpty();
    }

    /// On files, and told by an option.
    public static Form onFilesWith(String option) {
        String name = "--" + option;
        return new Form(
                "with " + name,
                words -> words.stream().anyMatch(word -> word.equals(name) || word.startsWith(name + "=")),
                true);
    }

    /// On files, and told by the end of a file's name, or by a word that stands for a file.
    public static Form onFilesEnding(String end, String... names) {
        List<String> known = List.of(names);
        return new Form(
                "of a file *" + end + (known.isEmpty() ? "" : " or " + String.join(", ", known)),
                words -> words.stream()
                        .anyMatch(word -> !word.startsWith("-") && (word.endsWith(end) || known.contains(word))),
                true);
    }
}
