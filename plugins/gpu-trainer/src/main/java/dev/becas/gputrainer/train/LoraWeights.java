package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.model.LoraPair;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ProjectionKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// An adapter's weights over all layers, named as PEFT names modules: `model.layers.0.self_attn.q_proj.lora_A`.
///
/// Rows of B for q and k lie in the model's own (GGUF) order; whoever writes another format permutes them.
public final class LoraWeights implements Trained {
    private final LoraSettings settings;
    private final List<AdapterSite> sites;
    private final TrainableWeights weights;

    private LoraWeights(LoraSettings settings, List<AdapterSite> sites, TrainableWeights weights) {
        this.settings = settings;
        this.sites = List.copyOf(sites);
        this.weights = weights;
    }

    /// All zero: to be filled from a file.
    public static LoraWeights zeros(ModelConfig config, LoraSettings settings) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (AdapterSite site : sites(config, settings)) {
            shapes.put(nameOfA(site), new long[] {settings.rank(), site.kind().inputs(config)});
            shapes.put(nameOfB(site), new long[] {site.kind().outputs(config), settings.rank()});
            if (settings.bias()) {
                shapes.put(nameOfBias(site), new long[] {site.kind().outputs(config)});
            }
        }
        return new LoraWeights(settings, sites(config, settings), new TrainableWeights(shapes));
    }

    /// As training begins: A uniform in `±1/sqrt(in)` (PEFT's default), B and bias zero, so that nothing is changed
    /// yet.
    public static LoraWeights start(ModelConfig config, LoraSettings settings, long seed) {
        LoraWeights fresh = zeros(config, settings);
        Random random = new Random(seed);
        for (AdapterSite site : fresh.sites) {
            int inputs = site.kind().inputs(config);
            float bound = (float) (1 / Math.sqrt(inputs));
            float[] a = new float[settings.rank() * inputs];
            for (int i = 0; i < a.length; i++) {
                a[i] = (2 * random.nextFloat() - 1) * bound;
            }
            fresh.weights.set(nameOfA(site), a);
        }
        return fresh;
    }

    /// Where an adapter of these settings sits, layer by layer.
    public static List<AdapterSite> sites(ModelConfig config, LoraSettings settings) {
        List<AdapterSite> sites = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            for (ProjectionKind kind : ProjectionKind.values()) {
                if (settings.targets().contains(kind)) {
                    sites.add(new AdapterSite(layer, kind));
                }
            }
        }
        return sites;
    }

    /// The name of the first matrix, [rank, in].
    public static String nameOfA(AdapterSite site) {
        return site.moduleName() + ".lora_A";
    }

    /// The name of the second matrix, [out, rank].
    public static String nameOfB(AdapterSite site) {
        return site.moduleName() + ".lora_B";
    }

    /// The name of the bias, `[out]`.
    public static String nameOfBias(AdapterSite site) {
        return site.moduleName() + ".lora_bias";
    }

    /// What a model computes with: give it to `LanguageModel.adapters`.
    public Map<AdapterSite, LoraPair> pairs() {
        Map<AdapterSite, LoraPair> pairs = new LinkedHashMap<>();
        for (AdapterSite site : sites) {
            pairs.put(
                    site,
                    new LoraPair(
                            weights.tensor(nameOfA(site)),
                            weights.tensor(nameOfB(site)),
                            settings.bias() ? weights.tensor(nameOfBias(site)) : null,
                            settings.scale(),
                            settings.dropout()));
        }
        return pairs;
    }

    /// Its shape.
    public LoraSettings settings() {
        return settings;
    }

    /// Where it sits, by layer.
    public List<AdapterSite> sites() {
        return sites;
    }

    @Override
    public TrainableWeights weights() {
        return weights;
    }

    /// The head is frozen.
    @Override
    public @Nullable Tensor headGradient() {
        return null;
    }

    @Override
    public void close() {
        weights.close();
    }
}
