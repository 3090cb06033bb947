package dev.becas.linear.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Made-up rows: three labels told by a few words among many that mean nothing.
final class Rows {
    private static final List<String> NOISE = List.of(
            "today", "game", "voice", "channel", "please", "maybe", "later", "server", "friend", "music", "level",
            "team");
    private static final List<List<String>> SIGNS = List.of(
            List.of("thanks", "great"), List.of("wallet", "claim", "airdrop"), List.of("idiot", "shut", "loser"));
    private static final List<String> LABELS = List.of("ok", "scam", "harassment");

    private Rows() {}

    static List<LabelledRow> some(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(LABELS.size());
            StringBuilder text = new StringBuilder("message:");
            for (int word = 0; word < 6; word++) {
                text.append(' ').append(NOISE.get(random.nextInt(NOISE.size())));
            }
            List<String> signs = SIGNS.get(label);
            text.append(' ').append(signs.get(random.nextInt(signs.size())));
            rows.add(new LabelledRow(text.append(" ").append(i).toString(), LABELS.get(label)));
        }
        return rows;
    }
}
