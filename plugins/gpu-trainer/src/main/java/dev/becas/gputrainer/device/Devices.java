package dev.becas.gputrainer.device;

import dev.becas.kernel.training.TrainingRefused;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The device of this thread. As scopes and the gradient mode it belongs to a thread, and one thread runs a model: so
/// whoever begins a job says once where its tensors lie, and none of the many that make tensors must be told.
public final class Devices {
    private static final ThreadLocal<DeviceChoice> HERE = ThreadLocal.withInitial(() -> DeviceChoice.CPU);

    private Devices() {}

    /// Looked at once: a process loads its machine code once.
    private static final class Machine {
        static final CudaHere CUDA = CudaHere.look();
    }

    /// Chooses which machine code of LibTorch this process loads: that for cards only where a card can be used, as it
    /// is three times as large and slow to load. To be called before any class of LibTorch.
    public static void chooseMachineCode() {
        System.setProperty("org.bytedeco.javacpp.platform.extension", Machine.CUDA.usable() ? "-gpu" : "");
    }

    /// Lets this thread's tensors lie there from now on.
    ///
    /// @param wish as [DeviceWish] reads it
    /// @throws TrainingRefused one sentence, when a card is wished and cannot be used
    /// @throws DeviceBusy when a card is wished that others have taken
    public static Device use(String wish) throws TrainingRefused, DeviceBusy {
        DeviceChoice choice = DeviceChoice.of(new DeviceWish(wish), Machine.CUDA, Devices::tryOut);
        if (choice.device().onCard()) {
            withoutCudnnAttention();
        }
        HERE.set(choice);
        return choice.device();
    }

    /// Keeps attention off cuDNN's kernel, which LibTorch prefers in bf16 on an H100: it plans anew for each shape, and
    /// batches of texts have ever new ones, keeps those plans for each thread, and each job has a new one, and with a
    /// mask its gradients may be no numbers (pytorch#196678).
    static void withoutCudnnAttention() {
        torch.globalContext().setSDPUseCuDNN(false);
    }

    /// Where this thread's tensors lie.
    public static Device now() {
        return HERE.get().device();
    }

    /// Why this thread's tensors lie on the processor though nobody wished it and a card may be there: one sentence,
    /// for whoever reads what came of it.
    public static Optional<String> passedOver() {
        return HERE.get().passedOver();
    }

    /// Gives memory back to the card that LibTorch keeps for later and nobody uses, as what it keeps is in pieces.
    public static void release() {
        if (now().onCard()) {
            torch.emptyCache();
        }
    }

    /// Lets tensors of this type lie on this thread's device.
    public static TensorOptions options(ScalarType type) {
        Device device = now();
        return device.onCard()
                ? new TensorOptions(type).device(new DeviceOptional(torchDevice(device)))
                : new TensorOptions(type);
    }

    private static org.bytedeco.pytorch.Device torchDevice(Device device) {
        return new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) device.number());
    }

    /// Has LibTorch add a number there, which loads its code on the card.
    private static void tryOut(Device device) {
        try (PointerScope _ = new PointerScope()) {
            if (!torch.cuda_is_available()) {
                throw new IllegalStateException("it finds no card, or its code for cards did not load");
            }
            torch.setDeviceIndex((byte) device.number());
            TensorOptions there = new TensorOptions(ScalarType.Float).device(new DeviceOptional(torchDevice(device)));
            double two = torch.ones(new long[] {1}, there)
                    .add(torch.ones(new long[] {1}, there))
                    .item_double();
            if (two != 2) {
                throw new IllegalStateException("one and one are " + two + " there");
            }
        }
    }
}
