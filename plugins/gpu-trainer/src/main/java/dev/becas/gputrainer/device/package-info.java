/// In: the word for a device that a setting or an option has. Out: the processor or a CUDA card, or one sentence why
/// there is no card ([DeviceChoice]). Next: `model` puts every tensor of the thread there.
///
/// [CudaHere] is what this machine has: LibTorch's machine code for cards, NVIDIA's driver ([CudaDriver]) and CUDA's
/// libraries ([CudaLibraries]). It is looked at without LibTorch, which can be loaded for cards or without them, once a
/// process ([Devices]). [Arithmetic] is what the last bits of a result depend on there. How LibTorch says that memory,
/// a card's or any other, does not suffice, [MemoryShortage] knows.
@NullMarked
package dev.becas.gputrainer.device;

import org.jspecify.annotations.NullMarked;
