package dev.becas.gputrainer;

import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.model.WeightSource;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.safetensors.TensorFile.FloatTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Weights that a test made up.
public record MapWeights(ModelConfig config, Map<String, FloatTensor> tensors) implements WeightSource {
    @Override
    public List<WeightInfo> weights() {
        return tensors.keySet().stream().map(name -> find(name).orElseThrow()).toList();
    }

    @Override
    public Optional<WeightInfo> find(String name) {
        return Optional.ofNullable(tensors.get(name))
                .map(tensor -> new WeightInfo(
                        name,
                        WeightType.F32,
                        Arrays.stream(tensor.shape()).boxed().toList()));
    }

    @Override
    public void readFloats(String name, long first, MemorySegment floats) {
        float[] numbers = Objects.requireNonNull(tensors.get(name)).numbers();
        int count = Math.toIntExact(floats.byteSize() / 4);
        MemorySegment.copy(numbers, Math.toIntExact(first), floats, ValueLayout.JAVA_FLOAT, 0, count);
    }

    @Override
    public MemorySegment raw(String name) {
        return MemorySegment.ofArray(Objects.requireNonNull(tensors.get(name)).numbers())
                .asReadOnly();
    }

    @Override
    public void close() {}
}
