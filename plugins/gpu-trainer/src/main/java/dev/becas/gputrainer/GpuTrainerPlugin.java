package dev.becas.gputrainer;

import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;

/// The trainer of language models. It takes nothing from its context: it is a library of model files and tokenizers
/// inside a plugin jar, and registers no port.
public final class GpuTrainerPlugin implements BecasPlugin {
    /// The name of its trainer and of its runtime.
    public static final String NAME = "gpu-trainer";

    @Override
    public void start(PluginContext context) {}
}
