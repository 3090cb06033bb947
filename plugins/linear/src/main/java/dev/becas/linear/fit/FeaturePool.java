package dev.becas.linear.fit;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import org.jspecify.annotations.Nullable;

/// One object for all rows that have the same feature with the same value: a fifth of the memory of one object a row.
final class FeaturePool {
    private @Nullable Feature[] nodes = new Feature[1 << 12];
    private int size;

    /// The node of feature `index` (from 1, as liblinear counts) with `value`.
    Feature get(int index, double value) {
        int slot = find(nodes, index, value);
        Feature found = nodes[slot];
        if (found != null) {
            return found;
        }
        Feature node = new FeatureNode(index, value);
        nodes[slot] = node;
        if (2 * ++size > nodes.length) {
            grow();
        }
        return node;
    }

    private void grow() {
        @Nullable Feature[] old = nodes;
        nodes = new Feature[2 * old.length];
        for (@Nullable Feature node : old) {
            if (node != null) {
                nodes[find(nodes, node.getIndex(), node.getValue())] = node;
            }
        }
    }

    private static int find(@Nullable Feature[] nodes, int index, double value) {
        int slot = (index * 0x9e3779b9 + Double.hashCode(value) * 0x85ebca6b) >>> 7 & nodes.length - 1;
        for (Feature node = nodes[slot]; node != null; node = nodes[slot]) {
            if (node.getIndex() == index && node.getValue() == value) {
                return slot;
            }
            slot = slot + 1 & nodes.length - 1;
        }
        return slot;
    }
}
