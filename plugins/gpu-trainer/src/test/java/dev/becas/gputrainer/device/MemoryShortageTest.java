package dev.becas.gputrainer.device;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryShortageTest {
    @Test
    void isToldFromOtherFailuresByItsWords() {
        assertTrue(MemoryShortage.is(new RuntimeException("[enforce fail at alloc_cpu.cpp:121] . DefaultCPUAllocator:"
                + " can't allocate memory: you tried to allocate 8 bytes.")));
        assertTrue(MemoryShortage.is(new RuntimeException("CUDA out of memory. Tried to allocate 2.00 GiB.")));
        assertTrue(MemoryShortage.is(new RuntimeException("CUDA error: out of memory")));
        assertTrue(MemoryShortage.is(
                new RuntimeException("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")));
        assertFalse(MemoryShortage.is(new RuntimeException("CUDA error: an illegal memory access was encountered")));
        assertTrue(MemoryShortage.is(new RuntimeException("std::bad_alloc")));
        assertTrue(MemoryShortage.is(new OutOfMemoryError()));
        assertTrue(MemoryShortage.is(new RuntimeException("could not create a primitive")));
        assertFalse(MemoryShortage.is(
                new RuntimeException("could not create a primitive descriptor for the matmul primitive")));
        assertFalse(MemoryShortage.is(new RuntimeException("mat1 and mat2 shapes cannot be multiplied")));
        assertFalse(MemoryShortage.is(new IllegalStateException()));
    }
}
