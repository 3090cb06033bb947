package dev.becas.gputrainer.device;

import dev.becas.kernel.training.TrainingRefused;
import java.util.Optional;
import java.util.function.Consumer;

/// What a wish comes to on a machine.
///
/// @param passedOver why `auto` came to the processor where a card may be, in one sentence; else empty
record DeviceChoice(Device device, Optional<String> passedOver) {
    /// What a thread has that chose nothing.
    static final DeviceChoice CPU = new DeviceChoice(Device.CPU, Optional.empty());

    /// As CUDA says that a card which lets one process in has one already, or is being reset.
    private static final String TAKEN = "busy or unavailable";

    /// @param trial computes on the card that is chosen, and throws what LibTorch throws
    /// @throws TrainingRefused one sentence, when a card is wished and cannot be used
    /// @throws DeviceBusy when a card is wished that others have taken
    static DeviceChoice of(DeviceWish wish, CudaHere here, Consumer<Device> trial) throws TrainingRefused, DeviceBusy {
        Device device = here.pick(wish);
        if (!device.onCard()) {
            return new DeviceChoice(device, here.passedOver(wish).map(DeviceChoice::passedOver));
        }
        try {
            trial.accept(device);
            return new DeviceChoice(device, Optional.empty());
        } catch (RuntimeException e) {
            String why = "LibTorch cannot work on " + device.text() + ": " + said(e);
            if (wish.isAuto()) {
                return new DeviceChoice(Device.CPU, Optional.of(passedOver(why)));
            }
            if (isTaken(e)) {
                throw new DeviceBusy(CudaHere.sentence(wish, why + "; later it may be free"), e);
            }
            throw CudaHere.refusal(wish, why);
        }
    }

    private static String passedOver(String why) {
        return "on the processor, as no card can be used: " + why;
    }

    private static boolean isTaken(RuntimeException e) {
        return MemoryShortage.is(e) || String.valueOf(e.getMessage()).contains(TAKEN);
    }

    private static String said(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("it does not say why");
    }
}
