package dev.becas.gputrainer.model;

import java.util.ArrayList;
import java.util.List;

/// Rotary positions: pair `i` of a head turns by `position / (base^(2i/width) * divisor[i])`.
///
/// Scaling has one form, whatever wrote it. Linear scaling divides each frequency by its factor. Llama 3.x gives one
/// divisor a pair: a GGUF file holds them as `rope_freqs.weight`, a `config.json` the four numbers that [#llama3] turns
/// into the same values.
///
/// @param base over 1: 10,000 for Llama 2, 500,000 for Llama 3, 1,000,000 for Qwen3
/// @param width numbers of a head that turn, even: the head's width
/// @param divisors one for each pair, finite and over 0; empty for none
public record RopeConfig(float base, int width, List<Float> divisors) {
    public RopeConfig {
        if (!(base > 1 && base <= 1e12f)) {
            throw new IllegalArgumentException("rope base must be in (1, 1e12] but was " + base);
        }
        if (width < 2 || width % 2 != 0 || width > ModelConfig.WIDTH_MAX) {
            throw new IllegalArgumentException(
                    "rope width must be even and in [2, " + ModelConfig.WIDTH_MAX + "] but was " + width);
        }
        divisors = List.copyOf(divisors);
        if (!divisors.isEmpty() && divisors.size() != width / 2) {
            throw new IllegalArgumentException(
                    "rope divisors must be " + width / 2 + ", one a pair, but were " + divisors.size());
        }
        for (float divisor : divisors) {
            if (!(divisor > 0 && divisor <= 1e6f)) {
                throw new IllegalArgumentException("a rope divisor must be in (0, 1e6] but was " + divisor);
            }
        }
    }

    /// Without scaling.
    public static RopeConfig plain(float base, int width) {
        return new RopeConfig(base, width, List.of());
    }

    /// Every frequency divided by `factor`.
    public static RopeConfig linear(float base, int width, float factor) {
        List<Float> divisors = new ArrayList<>();
        for (int i = 0; i < width / 2; i++) {
            divisors.add(factor);
        }
        return new RopeConfig(base, width, divisors);
    }

    /// The scaling of Llama 3.1 and later, as `_compute_llama3_parameters` of transformers and `convert_hf_to_gguf.py`
    /// of llama.cpp compute it: long waves are divided by `factor`, short ones stay, between them it goes smoothly.
    ///
    /// @param factor e.g. 8 (3.1) or 32 (3.2)
    /// @param lowFrequency waves longer than `originalContextTokens / lowFrequency` are long, e.g. 1
    /// @param highFrequency waves shorter than `originalContextTokens / highFrequency` are short, e.g. 4
    public static RopeConfig llama3(
            float base, int width, float factor, float lowFrequency, float highFrequency, int originalContextTokens) {
        if (!(highFrequency > lowFrequency && lowFrequency > 0)) {
            throw new IllegalArgumentException("rope high_freq_factor must be over low_freq_factor, and that over 0,"
                    + " but they were " + highFrequency + " and " + lowFrequency);
        }
        List<Float> divisors = new ArrayList<>();
        for (int i = 0; i < width / 2; i++) {
            double wave = 2 * Math.PI * Math.pow(base, 2.0 * i / width);
            double smooth = (originalContextTokens / wave - lowFrequency) / (highFrequency - lowFrequency);
            double kept = Math.clamp(smooth, 0.0, 1.0);
            divisors.add((float) (1 / ((1 - kept) / factor + kept)));
        }
        return new RopeConfig(base, width, divisors);
    }

    /// Radians a position for each pair; `width / 2` of them.
    public double[] frequencies() {
        double[] frequencies = new double[width / 2];
        for (int i = 0; i < frequencies.length; i++) {
            double divisor = divisors.isEmpty() ? 1 : divisors.get(i);
            frequencies[i] = 1 / (Math.pow(base, 2.0 * i / width) * divisor);
        }
        return frequencies;
    }
}
