package dev.becas.gputrainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.gputrainer.Numbers;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class RmsNormTest {
    private static final int ROWS = 7;
    private static final int WIDTH = 12;
    private static final double EPSILON = 1e-5;

    private final Random random = new Random(5);

    @Test
    void goesBackAsLibTorchDoes() {
        try (PointerScope _ = new PointerScope()) {
            RmsNorm norm = new RmsNorm(numbers(WIDTH), EPSILON);
            Tensor x = Torch.leaf(numbers(ROWS, WIDTH));
            Tensor gradient = numbers(ROWS, WIDTH);
            Torch.back(Torch.withGradients(() -> norm.apply(x)), gradient);
            Tensor back = Torch.withoutGradients(() -> norm.back(x, gradient));
            Numbers.assertClose(Torch.toFloats(x.grad()), Torch.toFloats(back), 1e-6, "gradient");
        }
    }

    @Test
    void inHalfTheBitsToo() {
        try (PointerScope _ = new PointerScope()) {
            RmsNorm norm = new RmsNorm(numbers(WIDTH), EPSILON);
            Tensor x = numbers(ROWS, WIDTH).to(ScalarType.BFloat16);
            Tensor gradient = numbers(ROWS, WIDTH).to(ScalarType.BFloat16);
            Tensor exact =
                    Torch.withoutGradients(() -> norm.back(x.to(ScalarType.Float), gradient.to(ScalarType.Float)));
            Tensor half = Torch.withoutGradients(() -> norm.back(x, gradient));
            assertEquals(ScalarType.BFloat16, half.scalar_type().intern());
            Numbers.assertClose(Torch.toFloats(exact), Torch.toFloats(half), 0.005, "gradient");
        }
    }

    private Tensor numbers(long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Torch.floats(values, shape);
    }
}
