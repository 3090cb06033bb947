package dev.becas.finetuning.scoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// The grade of an example. The order of the constants is the order of worth.
public enum Tier {
    @JsonProperty("rejected")
    REJECTED(0),
    @JsonProperty("bronze")
    BRONZE(6_000),
    @JsonProperty("silver")
    SILVER(7_500),
    @JsonProperty("gold")
    GOLD(9_000);

    private final int fromBasisPoints;

    Tier(int fromBasisPoints) {
        this.fromBasisPoints = fromBasisPoints;
    }

    /// The lowest score, in basis points, that earns this tier.
    public int fromBasisPoints() {
        return fromBasisPoints;
    }

    /// The tier that a score of `basisPoints` earns by itself, floors apart.
    public static Tier of(int basisPoints) {
        if (basisPoints >= GOLD.fromBasisPoints) {
            return GOLD;
        }
        if (basisPoints >= SILVER.fromBasisPoints) {
            return SILVER;
        }
        return basisPoints >= BRONZE.fromBasisPoints ? BRONZE : REJECTED;
    }

    /// The tier's name in files and answers: `gold`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether this tier is at least `least`.
    public boolean isAtLeast(Tier least) {
        return compareTo(least) >= 0;
    }
}
