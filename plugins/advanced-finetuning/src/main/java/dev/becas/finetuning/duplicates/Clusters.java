package dev.becas.finetuning.duplicates;

/// Which of n items belong together. The id of a cluster is the lowest number in it, whatever the order of the unions.
public final class Clusters {
    private final int[] parents;

    /// Begins with `count` items, each alone.
    public Clusters(int count) {
        parents = new int[count];
        for (int i = 0; i < count; i++) {
            parents[i] = i;
        }
    }

    /// Puts the clusters of `a` and `b` together.
    public void union(int a, int b) {
        int first = clusterOf(a);
        int second = clusterOf(b);
        parents[Math.max(first, second)] = Math.min(first, second);
    }

    /// The lowest number in the cluster of `item`.
    public int clusterOf(int item) {
        int root = item;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    /// Whether two items are known to be together. Changes nothing, so that other threads may ask while one puts items
    /// together; they may then learn of it a little later.
    boolean areTogether(int a, int b) {
        return rootOf(a) == rootOf(b);
    }

    private int rootOf(int item) {
        int root = item;
        while (parents[root] != root) {
            root = parents[root];
        }
        return root;
    }

    /// How many items there are.
    public int items() {
        return parents.length;
    }

    /// How many clusters there are.
    public int count() {
        int count = 0;
        for (int i = 0; i < parents.length; i++) {
            count += parents[i] == i ? 1 : 0;
        }
        return count;
    }
}
