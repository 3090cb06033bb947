package dev.becas.benchmarks.freeze;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/// The most that was alive on the heap after any collection since it was opened.
final class PeakHeap implements AutoCloseable {
    private static final double MIB = 1 << 20;
    private static final Set<String> NOT_HEAP = Set.of("Metaspace", "Compressed Class Space", "CodeCache");

    private final AtomicLong most = new AtomicLong();
    private final List<NotificationEmitter> emitters = new ArrayList<>();
    private final NotificationListener listener = (notification, handback) -> collected(notification);

    PeakHeap() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
                emitters.add(emitter);
            }
        }
    }

    /// In MiB; a collection is asked for first, so that there is one.
    double aliveMib() {
        System.gc();
        most.accumulateAndGet(
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(), Math::max);
        return most.get() / MIB;
    }

    private void collected(Notification notification) {
        if (notification.getUserData() instanceof CompositeData data) {
            long alive =
                    GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                            .filter(pool -> !NOT_HEAP.contains(pool.getKey())
                                    && !pool.getKey().startsWith("CodeHeap"))
                            .map(java.util.Map.Entry::getValue)
                            .mapToLong(MemoryUsage::getUsed)
                            .sum();
            most.accumulateAndGet(alive, Math::max);
        }
    }

    @Override
    public void close() throws ListenerNotFoundException {
        for (NotificationEmitter emitter : emitters) {
            emitter.removeNotificationListener(listener);
        }
    }
}
