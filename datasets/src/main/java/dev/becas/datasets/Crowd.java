package dev.becas.datasets;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// The people of the servers: regulars with a long tail and a stream of newcomers. Who writes says little about what is
/// written: a third of the offences come from old regulars, who otherwise chat like the rest, and most newcomers are
/// harmless.
final class Crowd {

    private static final int REGULARS_PER_GUILD = 250;
    private static final List<Integer> TROUBLEMAKERS = IntStream.range(0, REGULARS_PER_GUILD)
            .filter(n -> n % 9 == 4)
            .boxed()
            .toList();
    private static final double REGULAR_CHANCE_OFFENCE = 0.34;
    private static final double REGULAR_CHANCE_HARMLESS = 0.80;
    private static final double ARRIVAL_CHANCE = 0.25;
    private static final int NEWCOMERS_ACTIVE = 12;
    private static final double TAIL = 1.1;
    /// The larger, the more people share the talk: at 25 the most talkative regular writes 4 % of what regulars write,
    /// and the first twenty-two write half.
    private static final double TAIL_WIDTH = 25;

    private static final double MILLIS_PER_DAY = 86_400_000.0;

    private final Dice dice;
    private final List<Guild> guilds;
    private final String newcomerLetter;
    private final int[] newcomers;
    private final Map<String, Long> accountCreatedAtMillis = new HashMap<>();
    private final Set<String> present = new HashSet<>();

    /// @param newcomerLetter tells the newcomers of one conversation from those of another
    Crowd(List<Guild> guilds, String newcomerLetter, Dice dice) {
        this.guilds = List.copyOf(guilds);
        this.newcomerLetter = newcomerLetter;
        this.newcomers = new int[guilds.size()];
        this.dice = dice;
    }

    /// Who says the next thing on a server.
    String writer(int guildIndex, boolean offence) {
        String guild = guilds.get(guildIndex).id();
        if (dice.chance(offence ? REGULAR_CHANCE_OFFENCE : REGULAR_CHANCE_HARMLESS)) {
            int regular = (int) (TAIL_WIDTH * (dice.pareto(TAIL) - 1) % REGULARS_PER_GUILD);
            return guild + "-r" + (offence ? dice.pick(TROUBLEMAKERS) : regular);
        }
        if (newcomers[guildIndex] == 0 || dice.chance(ARRIVAL_CHANCE)) {
            newcomers[guildIndex]++;
        }
        int oldest = Math.max(1, newcomers[guildIndex] - NEWCOMERS_ACTIVE);
        return guild + "-" + newcomerLetter + (oldest + dice.below(newcomers[guildIndex] - oldest + 1));
    }

    /// Somebody who only reads and reports.
    String bystander(int guildIndex) {
        return guilds.get(guildIndex).id() + "-r" + dice.below(REGULARS_PER_GUILD);
    }

    /// Whether `author` was not on the server until now and is from now on.
    boolean arrives(String author) {
        return present.add(author);
    }

    void leaves(String author) {
        present.remove(author);
    }

    int size() {
        return accountCreatedAtMillis.size();
    }

    /// When the account was made: years ago for regulars, weeks for most newcomers.
    long accountCreatedAtMillis(String author, long nowMillis) {
        return accountCreatedAtMillis.computeIfAbsent(author, name -> {
            double days = name.contains("-r") ? dice.logNormal(5.8, 1.0) : dice.logNormal(3.6, 1.4);
            return nowMillis - (long) (days * MILLIS_PER_DAY);
        });
    }
}
