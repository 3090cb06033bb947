package dev.becas.datasets;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What was generated, where it lies, and how it adds up: the messages are the sum over labels and the sum over
/// families.
///
/// @param conversation the `conversation.jsonl`
/// @param moderators the hidden `moderators.jsonl`
/// @param guildFolder holds one policy file for each server
/// @param authors how many people wrote
/// @param lines lines of the conversation by type: message, join, leave, edit, delete, report
/// @param labels messages by `category/label`
/// @param families messages by family of sentences
public record GeneratedConversation(
        Path conversation,
        Path moderators,
        Path guildFolder,
        int authors,
        Map<String, Integer> lines,
        Map<String, Integer> labels,
        Map<String, Integer> families) {

    public GeneratedConversation {
        lines = Collections.unmodifiableMap(new TreeMap<>(lines));
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        families = Collections.unmodifiableMap(new TreeMap<>(families));
    }
}
