package dev.becas.gputrainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class ProductsTest {
    private static final int SIDE = 192;
    /// Numbers rounded to bfloat16 would be off by some 1e-3.
    private static final double RELATIVE = 2e-6;

    @Test
    void whicheverLibraryMultipliesNothingIsRoundedOnTheWay() {
        float[] left = numbers(241);
        float[] right = numbers(251);
        try (PointerScope _ = new PointerScope()) {
            Products.choose();
            float[] made = Torch.toFloats(Torch.floats(left, SIDE, SIDE).matmul(Torch.floats(right, SIDE, SIDE)));
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    double sum = 0;
                    for (int i = 0; i < SIDE; i++) {
                        sum += (double) left[row * SIDE + i] * right[i * SIDE + column];
                    }
                    assertEquals(sum, made[row * SIDE + column], RELATIVE * sum, row + ", " + column);
                }
            }
        }
    }

    private static float[] numbers(int period) {
        float[] numbers = new float[SIDE * SIDE];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (1 + i % period) / (float) period;
        }
        return numbers;
    }
}
