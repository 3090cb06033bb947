package dev.becas.gputrainer.model;

/// The kinds of model that Becas knows by heart. What is not here is refused by its name.
public enum Architecture {
    /// Llama 2 and 3, SmolLM2: RMS norm, grouped-query attention, SwiGLU. In GGUF order the two halves of a rotated
    /// pair of q and k lie side by side.
    LLAMA("llama", RopePairs.ADJACENT, false),
    /// Qwen3 (dense): as Llama, with a norm on each head of q and k, and pairs half a head apart (NEOX).
    QWEN3("qwen3", RopePairs.HALVES, true);

    private final String ggufName;
    private final RopePairs ropePairs;
    private final boolean headNorms;

    Architecture(String ggufName, RopePairs ropePairs, boolean headNorms) {
        this.ggufName = ggufName;
        this.ropePairs = ropePairs;
        this.headNorms = headNorms;
    }

    /// The value of `general.architecture`, and the `model_type` of Hugging Face.
    public String ggufName() {
        return ggufName;
    }

    /// Which two numbers of a head turn together, in the order in which a [WeightSource] gives q and k.
    public RopePairs ropePairs() {
        return ropePairs;
    }

    /// Whether each head of q and k has a norm (`attn_q_norm`, `attn_k_norm`).
    public boolean headNorms() {
        return headNorms;
    }

    /// Which numbers of a head are turned together by the rotary position.
    public enum RopePairs {
        /// (0, 1), (2, 3), ...
        ADJACENT,
        /// (0, d/2), (1, d/2 + 1), ...
        HALVES
    }
}
