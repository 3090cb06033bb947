package dev.becas.finetuning.duplicates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongTableTest {
    @Test
    void keepsWhatAMapKeeps() {
        LongTable table = new LongTable();
        Map<Long, Integer> map = new HashMap<>();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(5) == 0 ? i % 7 : random.nextLong();
            assertEquals(map.merge(key, 1, Integer::sum), table.increment(key));
        }
        assertEquals(map.size(), table.size());
    }

    @Test
    void keepsTheFirstValueOfAKey() {
        LongTable table = new LongTable();
        for (int key = -3_000; key < 3_000; key++) {
            assertEquals(key * 2, table.putIfAbsent(key, key * 2));
        }
        for (int key = -3_000; key < 3_000; key++) {
            assertEquals(key * 2, table.putIfAbsent(key, 1));
        }
        assertEquals(6_000, table.size());
    }
}
