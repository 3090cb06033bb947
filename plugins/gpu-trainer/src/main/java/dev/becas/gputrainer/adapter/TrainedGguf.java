package dev.becas.gputrainer.adapter;

import dev.becas.gputrainer.gguf.GgufCopy;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.gguf.TensorData;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.train.AllWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// A model whose own weights were trained: matrices as F32, F16 or Q8_0, norms as F32, as engines want them; metadata
/// and whatever else the base's file holds byte for byte.
public final class TrainedGguf {
    private TrainedGguf() {}

    /// Writes the whole model.
    ///
    /// @param type of the matrices
    /// @return the file's sha256
    public static String write(GgufModel base, AllWeights trained, WeightType type, Provenance provenance, Path to)
            throws IOException {
        try (PointerScope _ = new PointerScope()) {
            List<TensorData> tensors = trained.weights().tensors().entrySet().stream()
                    .map(weight -> tensor(base, weight.getKey(), weight.getValue(), type))
                    .toList();
            return GgufCopy.write(base.file(), tensors, provenance.entries(), to);
        }
    }

    private static TensorData tensor(GgufModel base, String name, Tensor weight, WeightType type) {
        WeightInfo info = base.find(name).orElseThrow();
        WeightType written = info.shape().size() == 1 ? WeightType.F32 : type;
        Tensor numbers = weight.detach().view(-1); // [size]
        return TensorData.of(name, written, info.shape(), (first, floats) -> Torch.copy(numbers, first, floats));
    }
}
