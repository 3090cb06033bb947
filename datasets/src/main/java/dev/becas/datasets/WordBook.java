package dev.becas.datasets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The words that fill slots, from `words.txt`. Each fourth word of a slot belongs to the gold set alone, so a gold
/// sentence is never a sentence of a conversation, whatever its seed.
final class WordBook {

    /// A slot with fewer words than this is shared: it would leave the gold set a single one.
    static final int OPEN_SLOT_WORDS_MIN = 8;

    private static final int GOLD_STEP = 4;
    private static final WordBook CONVERSATION = load(false);
    private static final WordBook GOLD = load(true);

    private final Map<String, List<String>> words;

    private WordBook(Map<String, List<String>> words) {
        this.words = words;
    }

    static WordBook forConversations() {
        return CONVERSATION;
    }

    static WordBook forGold() {
        return GOLD;
    }

    boolean knows(String slot) {
        return words.containsKey(slot);
    }

    List<String> of(String slot) {
        List<String> found = words.get(slot);
        if (found == null) {
            throw new IllegalArgumentException("slot must be one of " + words.keySet() + " but was " + slot);
        }
        return found;
    }

    private static WordBook load(boolean gold) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        readSlots().forEach((slot, all) -> words.put(slot, shelf(all, gold)));
        return new WordBook(words);
    }

    private static List<String> shelf(List<String> all, boolean gold) {
        if (all.size() < OPEN_SLOT_WORDS_MIN) {
            return List.copyOf(all);
        }
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if ((i % GOLD_STEP == GOLD_STEP - 1) == gold) {
                kept.add(all.get(i));
            }
        }
        return List.copyOf(kept);
    }

    private static Map<String, List<String>> readSlots() {
        Map<String, List<String>> slots = new LinkedHashMap<>();
        String slot = "";
        for (String line : Resources.lines("words.txt")) {
            String values = line;
            if (!line.startsWith(" ")) {
                int equals = line.indexOf('=');
                slot = line.substring(0, equals).strip();
                values = line.substring(equals + 1);
            }
            List<String> found = slots.computeIfAbsent(slot, name -> new ArrayList<>());
            for (String value : values.split("\\|")) {
                if (!value.isBlank()) {
                    found.add(value.strip());
                }
            }
        }
        return slots;
    }
}
