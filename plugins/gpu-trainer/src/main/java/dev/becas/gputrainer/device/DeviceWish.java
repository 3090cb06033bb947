package dev.becas.gputrainer.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `trainer.device` and `--device` say.
///
/// @param word `auto`: the first CUDA card that can be used, else the processor; `cpu`: the processor; `cuda`: the
///     first card, or none at all; `cuda:N`: this one, from 0
public record DeviceWish(String word) {
    /// What is wished where nobody says anything.
    public static final String AUTO = "auto";

    private static final String CPU = "cpu";
    private static final Pattern CARD = Pattern.compile("cuda(?::([0-9]{1,2}))?");

    public DeviceWish {
        if (!word.equals(AUTO) && !word.equals(CPU) && !CARD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "device must be auto, cpu, cuda or cuda:N with N in [0, 99] but was '" + word + "'");
        }
    }

    boolean isAuto() {
        return word.equals(AUTO);
    }

    boolean isCpu() {
        return word.equals(CPU);
    }

    /// The card's number, where a card is wished.
    int card() {
        Matcher matcher = CARD.matcher(word);
        return matcher.matches() && matcher.group(1) != null ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
