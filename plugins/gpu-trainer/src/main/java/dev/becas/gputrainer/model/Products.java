package dev.becas.gputrainer.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Which library multiplies matrices of 32-bit floats.
///
/// As a rule that is OpenBLAS on one thread, as its pool fights LibTorch's. oneDNN uses LibTorch's threads, but
/// LibTorch hands 32-bit products to it only where numbers may be rounded to bfloat16 on the way. Most processors have
/// no use for that leave and multiply in 32 bits, faster by two fifths over a training step; some (AMX, Arm with
/// bfloat16) take it. So it is tried out, and kept where nothing is rounded.
///
/// oneDNN writes machine code for every new shape, and fails or crashes where the address space is at its end; OpenBLAS
/// leaves room for a smaller micro-batch. So a process whose address space is limited keeps to that.
final class Products {
    private static final String EXACT = "highest";
    private static final String BY_ONEDNN = "medium";
    /// Rows and columns of the product that is tried: more than enough to be worth any kernel's while.
    private static final int SIDE = 256;
    /// Sums in another order differ by some 1e-6, numbers rounded to bfloat16 by some 1e-3.
    private static final double DIFFERENCE_MAX = 2e-5;

    /// Columns: name, soft limit, hard limit, unit; see proc_pid_limits(5).
    private static final Path LIMITS = Path.of("/proc/self/limits");

    private static final String ADDRESS_SPACE = "Max address space";

    private Products() {}

    /// Chooses what is best here. To be called before a model is loaded.
    static synchronized void choose() {
        Context context = torch.globalContext();
        context.setFloat32MatmulPrecision(addressSpaceIsLimited() || roundedBy(context) ? EXACT : BY_ONEDNN);
    }

    private static boolean roundedBy(Context context) {
        try (PointerScope _ = new PointerScope()) {
            Tensor exact = product(context, EXACT);
            Tensor other = product(context, BY_ONEDNN);
            double difference = other.sub(exact).abs().div(exact).max().item_double();
            return !(difference <= DIFFERENCE_MAX);
        }
    }

    /// Whether this process was given a limit, as by `ulimit -v`. Only Linux is asked.
    private static boolean addressSpaceIsLimited() {
        try (Stream<String> lines = Files.lines(LIMITS)) {
            return lines.filter(line -> line.startsWith(ADDRESS_SPACE))
                    .anyMatch(line ->
                            !line.substring(ADDRESS_SPACE.length()).strip().startsWith("unlimited"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Tensor product(Context context, String precision) {
        context.setFloat32MatmulPrecision(precision);
        float[] numbers = new float[SIDE * SIDE];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (1 + i % 251) / 251f;
        }
        Tensor square = Torch.floats(numbers, SIDE, SIDE); // [SIDE, SIDE]
        return Torch.withoutGradients(() -> square.matmul(square)); // [SIDE, SIDE]
    }
}
