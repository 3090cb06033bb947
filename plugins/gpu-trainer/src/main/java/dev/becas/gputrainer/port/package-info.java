/// In: the kernel's ports of a trainer and of a runtime. Out: the same as jobs of workers, and what they answered in
/// the kernel's words. Next: the pipeline trains with it, and asks what it trained.
///
/// [GpuTrainer] and [GpuRuntime] are the host's side and load no class of LibTorch; [TrainingJob] and [ScoringJob] are
/// the workers' side.
@NullMarked
package dev.becas.gputrainer.port;

import org.jspecify.annotations.NullMarked;
