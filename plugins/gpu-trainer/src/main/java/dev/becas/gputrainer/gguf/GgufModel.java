package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ModelTensors;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.model.WeightSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A model in a GGUF file: every tensor that its configuration asks for is there, with the right shape, and no other.
public final class GgufModel implements WeightSource {
    private final GgufFile file;
    private final ModelConfig config;

    private GgufModel(GgufFile file, ModelConfig config) {
        this.file = file;
        this.config = config;
    }

    /// Opens and checks a model.
    ///
    /// @throws IOException one sentence: the file, the field, the rule, the value
    public static GgufModel open(Path path) throws IOException {
        return of(GgufFile.open(path));
    }

    /// Opens a model that must have this digest.
    public static GgufModel open(Path path, String sha256) throws IOException {
        return of(GgufFile.open(path, sha256));
    }

    /// A model in an open file, which it closes, also when it refuses it.
    static GgufModel of(GgufFile file) throws IOException {
        try {
            ModelConfig config = new ConfigFromMetadata(file).read();
            List<WeightInfo> infos =
                    file.tensors().stream().map(GgufTensor::info).toList();
            Refusals refusals = file.metadata().refusals();
            refusals.refuseUnlessComplete(ModelTensors.of(config), infos);
            return new GgufModel(file, config);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// The file itself: its metadata and its bytes.
    public GgufFile file() {
        return file;
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public List<WeightInfo> weights() {
        return file.tensors().stream().map(GgufTensor::info).toList();
    }

    @Override
    public Optional<WeightInfo> find(String name) {
        return file.find(name).map(GgufTensor::info);
    }

    @Override
    public void readFloats(String name, long first, MemorySegment floats) throws IOException {
        file.read(tensor(name), first, floats);
    }

    @Override
    public MemorySegment raw(String name) {
        return file.raw(tensor(name));
    }

    @Override
    public void close() {
        file.close();
    }

    private GgufTensor tensor(String name) {
        return file.find(name).orElseThrow(() -> new IllegalArgumentException("there is no tensor named " + name));
    }
}
