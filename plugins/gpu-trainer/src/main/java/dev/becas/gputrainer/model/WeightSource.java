package dev.becas.gputrainer.model;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// The weights of one model by their GGUF names and in GGUF order, wherever they come from. In the Llama architecture
/// rows of q and k lie with the two numbers of a rotated pair side by side ([Architecture#ropePairs]), also when the
/// file is of Hugging Face, which keeps them half a head apart.
///
/// Safe for use by several threads until it is closed; memory is taken by the caller only.
public interface WeightSource extends AutoCloseable {
    /// What the model is made of. Every tensor that it needs is there, with the shape that follows from it.
    ModelConfig config();

    /// Every tensor of the file, in the file's order.
    List<WeightInfo> weights();

    /// The tensor of this GGUF name.
    Optional<WeightInfo> find(String name);

    /// Writes numbers of a tensor as 32-bit floats of the machine's byte order, in row-major order.
    ///
    /// @param first index of the first number, a multiple of the tensor's row
    /// @param floats where to; its size says how many: a multiple of four bytes and of the tensor's row
    /// @throws IOException if the file holds what is no number (NaN or infinite)
    void readFloats(String name, long first, MemorySegment floats) throws IOException;

    /// The tensor of this name, which must be there, as floats on the heap: `values()` of them.
    default float[] floats(String name) throws IOException {
        WeightInfo info =
                find(name).orElseThrow(() -> new IllegalArgumentException("there is no tensor named " + name));
        float[] floats = new float[Math.toIntExact(info.values())];
        readFloats(name, 0, MemorySegment.ofArray(floats));
        return floats;
    }

    /// The bytes of the whole tensor as its [WeightType] says, not to be written to, valid until this source is closed.
    MemorySegment raw(String name) throws IOException;

    @Override
    void close() throws IOException;
}
