package dev.becas.gputrainer;

import dev.becas.gputrainer.command.ModelCommands;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;

/// The trainer of language models. It offers the commands that work on model files, and no port yet.
public final class GpuTrainerPlugin implements BecasPlugin {
    /// The name of its trainer and of its runtime.
    public static final String NAME = "gpu-trainer";

    @Override
    public void start(PluginContext context) {
        ModelCommands.all().forEach(context::command);
    }
}
