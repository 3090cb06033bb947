package dev.becas.kernel.training;

import java.time.Instant;

/// What training has used, said by a plugin whose training costs something. Who holds a budget asks them all.
public interface TrainingCosts {
    /// What was used in [`from`, `to`), by the conversation's clock.
    Cost between(Instant from, Instant to);

    /// @param gpuMinutes minutes of a graphics card
    /// @param providerCost money of a training provider
    record Cost(double gpuMinutes, double providerCost) {
        public static final Cost NOTHING = new Cost(0, 0);

        public Cost {
            if (!(gpuMinutes >= 0 && providerCost >= 0)) {
                throw new IllegalArgumentException("a cost must be 0 or more but was " + gpuMinutes
                        + " GPU minutes and a provider's " + providerCost);
            }
        }

        public Cost plus(Cost other) {
            return new Cost(gpuMinutes + other.gpuMinutes, providerCost + other.providerCost);
        }
    }
}
