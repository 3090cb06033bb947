package dev.becas.gputrainer.adapter;

import dev.becas.gputrainer.gguf.GgufCopy;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.gguf.TensorData;
import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A model with its adapter worked in: `W + alpha / rank * B A` for each touched weight, everything else of the base
/// byte for byte. A touched weight is written as F32, F16 or Q8_0, whatever it was: with four bits most of what was
/// learned would be rounded away.
public final class MergedGguf {
    private MergedGguf() {}

    /// Writes the whole model.
    ///
    /// @param type of the touched weights
    /// @return the file's sha256
    /// @throws IllegalArgumentException if the adapter has a bias, for which the model has no place
    public static String write(GgufModel base, LoraWeights adapter, WeightType type, Provenance provenance, Path to)
            throws IOException {
        AdapterGguf.refuseBias(adapter);
        List<TensorData> touched = new ArrayList<>();
        for (AdapterSite site : adapter.sites()) {
            touched.add(merged(base, adapter, site, type));
        }
        return GgufCopy.write(base.file(), touched, provenance.entries(), to);
    }

    private static TensorData merged(GgufModel base, LoraWeights adapter, AdapterSite site, WeightType type) {
        String name = site.ggufName();
        WeightInfo info = base.find(name).orElseThrow();
        float[] a = Torch.toFloats(adapter.weights().tensor(LoraWeights.nameOfA(site))); // [rank, in]
        float[] b = Torch.toFloats(adapter.weights().tensor(LoraWeights.nameOfB(site))); // [out, rank]
        double scale = adapter.settings().scale();
        return TensorData.of(name, type, info.shape(), (first, floats) -> {
            base.readFloats(name, first, floats);
            add(floats, first, a, b, adapter.settings().rank(), scale);
        });
    }

    /// Adds the product to the numbers from `first` on of a matrix that lies row by row.
    private static void add(MemorySegment floats, long first, float[] a, float[] b, int rank, double scale) {
        int inputs = a.length / rank;
        for (long i = 0; i < floats.byteSize() / Float.BYTES; i++) {
            int row = Math.toIntExact((first + i) / inputs);
            int column = (int) ((first + i) % inputs);
            double sum = 0;
            for (int r = 0; r < rank; r++) {
                sum += (double) b[row * rank + r] * a[r * inputs + column];
            }
            float weight = floats.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
            floats.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, (float) (weight + scale * sum));
        }
    }
}
