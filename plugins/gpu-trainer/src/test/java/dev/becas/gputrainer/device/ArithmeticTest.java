package dev.becas.gputrainer.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Float32MatmulPrecision;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    @Test
    void namesThreadsAndMachineCodeOfThisProcess() {
        Arithmetic here = Arithmetic.here();
        assertEquals(torch.get_num_threads(), here.threads());
        assertTrue(here.machineCode().matches("[A-Z0-9 ]+ with (oneDNN|OpenBLAS)"), here.machineCode());
    }

    @Test
    void namesTheLibraryThatWasChosenForProducts() {
        Context context = torch.globalContext();
        Float32MatmulPrecision before = context.float32MatmulPrecision().intern();
        try {
            context.setFloat32MatmulPrecision("highest");
            assertTrue(Arithmetic.here().machineCode().endsWith(" with OpenBLAS"));
            context.setFloat32MatmulPrecision("medium");
            assertTrue(Arithmetic.here().machineCode().endsWith(" with oneDNN"));
        } finally {
            context.setFloat32MatmulPrecision(before.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void isReadAsPeopleSayIt() {
        assertEquals("1 thread, AVX2 with oneDNN", new Arithmetic(1, "AVX2 with oneDNN").text());
        assertEquals("2 threads, CUDA on a card", new Arithmetic(2, "CUDA on a card").text());
    }

    @Test
    void refusesNoThread() {
        assertEquals(
                "threads must be at least 1 but was 0",
                assertThrows(IllegalArgumentException.class, () -> new Arithmetic(0, "AVX2"))
                        .getMessage());
    }
}
