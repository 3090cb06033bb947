package dev.becas.gputrainer.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Copies a file with some of its tensors replaced: metadata, order and every other tensor stay as they are, byte for
/// byte. Without a replacement the copy of a file whose tensors lie one after another is that file again.
public final class GgufCopy {
    private GgufCopy() {}

    /// Writes the copy.
    ///
    /// @param replaced tensors of the base by name, each with its old shape; its type may change
    /// @param entries metadata that is added, or takes the place of an old value
    /// @return the copy's sha256, 64 hexadecimal digits
    public static String write(GgufFile base, Collection<TensorData> replaced, List<GgufEntry> entries, Path to)
            throws IOException {
        Map<String, TensorData> left = new LinkedHashMap<>();
        replaced.forEach(tensor -> left.put(tensor.info().name(), tensor));
        GgufWriter writer = new GgufWriter(base.version());
        base.metadata().entries().forEach(writer::put);
        entries.forEach(writer::put);
        for (GgufTensor tensor : base.tensors()) {
            TensorData replacement = left.remove(tensor.info().name());
            if (replacement == null) {
                writer.add(TensorData.copy(tensor.info(), base.raw(tensor)));
            } else if (replacement.info().shape().equals(tensor.info().shape())) {
                writer.add(replacement);
            } else {
                throw new IllegalArgumentException(tensor.info().name() + " must keep its shape "
                        + tensor.info().shape() + " but was given "
                        + replacement.info().shape());
            }
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("the base has no tensor " + left.keySet());
        }
        return writer.write(to);
    }
}
