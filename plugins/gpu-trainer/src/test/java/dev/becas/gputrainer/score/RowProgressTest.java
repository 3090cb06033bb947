package dev.becas.gputrainer.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RowProgressTest {
    @Test
    void eachTwentiethPartIsSaidOnceWithTheTimeThatIsLeft() {
        List<String> lines = new ArrayList<>();
        AtomicLong now = new AtomicLong();
        RowProgress progress = new RowProgress(400, lines::add, now::get);
        for (int row = 0; row < 400; row += 8) {
            now.addAndGet(2_000_000_000L);
            progress.asked(8, 900);
        }
        assertEquals(20, lines.size());
        assertEquals("[#...................] evaluated 24/400 rows, 450 tokens/s, 0:01:34 left", lines.getFirst());
        assertEquals("[####################] evaluated 400/400 rows, 450 tokens/s, 0:00:00 left", lines.getLast());
    }
}
