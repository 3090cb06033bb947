package dev.becas.gputrainer.device;

import dev.becas.gputrainer.device.CudaDriver.Card;
import dev.becas.kernel.training.TrainingRefused;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What this machine has of CUDA. What comes first stands for what comes after: without a driver nobody looks for
/// libraries.
///
/// @param builtIn whether LibTorch's machine code for cards is on the class path
/// @param driver NVIDIA's; empty when there is none, or nobody looked
/// @param mute why a driver that is there gave no answer, as a stub of CUDA's toolkit has none; empty when it did
/// @param missing libraries of CUDA that are not there
record CudaHere(boolean builtIn, Optional<CudaDriver> driver, Optional<String> mute, List<String> missing) {
    /// Why a job has no device, as [TrainingRefused] says it.
    static final String NO_DEVICE = "no_device";

    /// CUDA 13, for which the machine code was made.
    private static final int VERSION_MIN = 13_000;
    private static final String WAY_OUT = "; set device to cpu or auto to work without a card";

    CudaHere {
        missing = List.copyOf(missing);
    }

    /// Looks at this machine.
    static CudaHere look() {
        return look(
                System.getProperty("java.class.path").contains("-gpu.jar"), CudaDriver::find, CudaLibraries::missing);
    }

    static CudaHere look(boolean builtIn, Supplier<Optional<CudaDriver>> driver, Supplier<List<String>> missing) {
        Optional<CudaDriver> found = Optional.empty();
        try {
            found = builtIn ? driver.get() : found;
        } catch (IllegalStateException e) {
            return new CudaHere(builtIn, found, Optional.of(String.valueOf(e.getMessage())), List.of());
        }
        boolean cards = found.isPresent()
                && found.get().version() >= VERSION_MIN
                && !found.get().cards().isEmpty();
        return new CudaHere(builtIn, found, Optional.empty(), cards ? missing.get() : List.of());
    }

    /// Whether a card can be used, as far as one sees without LibTorch.
    boolean usable() {
        return obstacle().isEmpty() && firstUsable() >= 0;
    }

    /// The device for a wish.
    ///
    /// @throws TrainingRefused one sentence, when a card is wished and cannot be used
    Device pick(DeviceWish wish) throws TrainingRefused {
        if (wish.isCpu() || (wish.isAuto() && !usable())) {
            return Device.CPU;
        }
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            throw refusal(wish, obstacle.get());
        }
        int number = wish.isAuto() ? firstUsable() : wish.card();
        if (number >= cards().size()) {
            throw refusal(
                    wish,
                    "there " + (cards().size() == 1 ? "is 1 card" : "are " + cards().size() + " cards")
                            + ", numbered from 0");
        }
        Card card = cards().get(number);
        if (!known(card)) {
            throw refusal(wish, "its " + unknown(card));
        }
        return Device.card(number, card);
    }

    /// Why `auto` comes to the processor where a card may be; empty where none is, or one can be used.
    Optional<String> passedOver(DeviceWish wish) {
        boolean none = driver.map(CudaDriver::seesNoCard).orElse(mute.isEmpty());
        return !wish.isAuto() || usable() || none
                ? Optional.empty()
                : Optional.of(obstacle().orElseGet(() -> unknown(cards().getFirst())));
    }

    /// A wish for a card that cannot be had.
    static TrainingRefused refusal(DeviceWish wish, String why) {
        return new TrainingRefused(NO_DEVICE, sentence(wish, why));
    }

    /// What to say of a wish that is not fulfilled.
    static String sentence(DeviceWish wish, String why) {
        return "device is " + wish.word() + ", but " + why + WAY_OUT;
    }

    private List<Card> cards() {
        return driver.map(CudaDriver::cards).orElse(List.of());
    }

    private int firstUsable() {
        for (int i = 0; i < cards().size(); i++) {
            if (known(cards().get(i))) {
                return i;
            }
        }
        return -1;
    }

    /// The code is made for each of these, and runs on later cards of the same first number; it holds none that a
    /// driver could translate for others.
    private static boolean known(Card card) {
        return switch (card.major()) {
            case 7 -> card.minor() >= 5;
            case 8, 9, 10, 12 -> true;
            default -> false;
        };
    }

    private static String unknown(Card card) {
        return String.format(
                Locale.ROOT,
                "%s has compute capability %d.%d, and LibTorch's machine code is for 7.5, 8, 9, 10 and 12",
                card.name(),
                card.major(),
                card.minor());
    }

    /// What stands between LibTorch and any card.
    private Optional<String> obstacle() {
        if (!builtIn) {
            return Optional.of("LibTorch's machine code for cards is not built in: BECAS_WITH=gpu-trainer-cuda ./becas"
                    + " --help builds it in");
        }
        if (mute.isPresent()) {
            return Optional.of(
                    mute.get() + ": nvidia-smi may say more, or libcuda.so.1 is no driver but a stub of one");
        }
        if (driver.isEmpty()) {
            return Optional.of("there is no driver of NVIDIA (libcuda.so.1): install one of version 580 or newer, and"
                    + " in a container let the card through");
        }
        CudaDriver found = driver.get();
        if (found.version() < VERSION_MIN) {
            return Optional.of(
                    "NVIDIA's driver knows CUDA " + found.version() / 1000 + "." + found.version() % 1000 / 10
                            + " and LibTorch needs 13.0: install a driver of version 580 or newer");
        }
        if (found.cards().isEmpty()) {
            return Optional.of(
                    found.seesNoCard()
                            ? "NVIDIA's driver sees no card: look at CUDA_VISIBLE_DEVICES, and in a container let the"
                                    + " card through"
                            : "NVIDIA's driver does not start (cuInit answered " + found.status()
                                    + "): nvidia-smi may say more");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("libraries of CUDA 13 are missing, " + String.join(", ", missing)
                        + ": install them where the system's loader or /usr/local/cuda has them, or name their folders"
                        + " in LD_LIBRARY_PATH");
    }
}
