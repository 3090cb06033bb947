package dev.becas.gputrainer.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds special tokens in a text before anything else is done to it: the leftmost, and of those the longest.
final class SpecialTokens {
    private static final Set<TokenType> OF_PROMPTS =
            EnumSet.of(TokenType.CONTROL, TokenType.USER_DEFINED, TokenType.UNKNOWN);
    private static final Set<TokenType> OF_TEXTS = EnumSet.of(TokenType.USER_DEFINED);

    private final Vocabulary vocabulary;
    private final Map<Character, List<Integer>> byFirst = new HashMap<>();

    private SpecialTokens(Vocabulary vocabulary, Set<TokenType> types) {
        this.vocabulary = vocabulary;
        for (int id = 0; id < vocabulary.size(); id++) {
            String token = vocabulary.token(id);
            if (types.contains(vocabulary.type(id)) && !token.isEmpty()) {
                byFirst.computeIfAbsent(token.charAt(0), first -> new ArrayList<>())
                        .add(id);
            }
        }
        Comparator<Integer> longestFirst =
                Comparator.comparingInt(id -> -vocabulary.token(id).length());
        byFirst.values().forEach(ids -> ids.sort(longestFirst));
    }

    /// Those that count in a prompt that we wrote.
    static SpecialTokens ofPrompts(Vocabulary vocabulary) {
        return new SpecialTokens(vocabulary, OF_PROMPTS);
    }

    /// Those that count in anybody's text: none that controls the model.
    static SpecialTokens ofTexts(Vocabulary vocabulary) {
        return new SpecialTokens(vocabulary, OF_TEXTS);
    }

    /// Cuts a text at its special tokens.
    ///
    /// @param contents stretches, in order, within which no control token begins
    void split(String text, List<TextSpan> contents, Stretch stretch) {
        int start = 0;
        boolean leads = true;
        int at = byFirst.isEmpty() ? text.length() : 0;
        Iterator<TextSpan> left = contents.iterator();
        TextSpan content = left.hasNext() ? left.next() : new TextSpan(text.length(), text.length());
        while (at < text.length()) {
            while (at >= content.end() && left.hasNext()) {
                content = left.next();
            }
            boolean theirs = at >= content.start() && at < content.end();
            int id = at(text, at, theirs);
            if (id < 0) {
                at++;
                continue;
            }
            if (at > start) {
                stretch.text(text.substring(start, at), leads);
            }
            stretch.special(id);
            leads = true;
            at += vocabulary.token(id).length();
            start = at;
        }
        if (start < text.length()) {
            stretch.text(text.substring(start), leads);
        }
    }

    private int at(String text, int at, boolean theirs) {
        for (int id : byFirst.getOrDefault(text.charAt(at), List.of())) {
            boolean counts = !theirs || OF_TEXTS.contains(vocabulary.type(id));
            if (counts && text.startsWith(vocabulary.token(id), at)) {
                return id;
            }
        }
        return -1;
    }

    /// Takes the parts of a text in order.
    interface Stretch {
        void special(int id);

        /// @param leads whether nothing, or a special token, stands before it
        void text(String plain, boolean leads);
    }
}
