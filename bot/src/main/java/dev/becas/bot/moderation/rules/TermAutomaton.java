package dev.becas.bot.moderation.rules;

import dev.becas.bot.moderation.text.FoldedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Aho-Corasick over the runs of folded texts: finds every term in one pass, however many terms there are.
///
/// A. V. Aho, M. J. Corasick, "Efficient string matching", CACM 18(6), 1975. Edges live in one open-addressed table.
final class TermAutomaton {
    /// Told of each row of runs that a term may be.
    @FunctionalInterface
    interface Candidate {
        void at(int term, int firstRun);
    }

    private static final int NOBODY = -1;

    private final List<Term> terms;
    private long[] edges = new long[64];
    private int[] targets = new int[64];
    private int edgeCount;
    private int[] fail = new int[32];
    /// The nearest shorter row that ends a term, or 0.
    private int[] shorter = new int[32];
    private int[] firstTerm = new int[32];
    private final int[] nextTerm;
    private int nodeCount;

    TermAutomaton(List<Term> terms) {
        this.terms = List.copyOf(terms);
        this.nextTerm = new int[terms.size()];
        newNode();
        List<int[]> parents = new ArrayList<>();
        parents.add(new int[] {0, 0});
        for (int term = 0; term < this.terms.size(); term++) {
            insert(term, parents);
        }
        link(parents);
    }

    void search(FoldedText text, Candidate candidate) {
        int node = 0;
        for (int run = 0; run < text.runs(); run++) {
            node = step(node, text.symbolClass(text.runStart(run)));
            for (int end = firstTerm[node] == NOBODY ? shorter[node] : node; end != 0; end = shorter[end]) {
                for (int term = firstTerm[end]; term != NOBODY; term = nextTerm[term]) {
                    candidate.at(term, run - terms.get(term).folded().runs() + 1);
                }
            }
        }
    }

    private int step(int node, char symbol) {
        int from = node;
        while (true) {
            int to = edge(from, symbol);
            if (to != 0 || from == 0) {
                return to;
            }
            from = fail[from];
        }
    }

    private void insert(int term, List<int[]> parents) {
        FoldedText folded = terms.get(term).folded();
        int node = 0;
        for (int run = 0; run < folded.runs(); run++) {
            char symbol = folded.symbolClass(folded.runStart(run));
            int next = edge(node, symbol);
            if (next == 0) {
                next = newNode();
                addEdge(node, symbol, next);
                parents.add(new int[] {node, symbol});
            }
            node = next;
        }
        nextTerm[term] = firstTerm[node];
        firstTerm[node] = term;
    }

    /// Failure links, shortest rows first: a node's parent is always linked before it.
    private void link(List<int[]> parents) {
        int[] depth = new int[nodeCount];
        Integer[] order = new Integer[nodeCount];
        for (int node = 0; node < nodeCount; node++) {
            depth[node] = node == 0 ? 0 : depth[parents.get(node)[0]] + 1;
            order[node] = node;
        }
        Arrays.sort(order, (a, b) -> Integer.compare(depth[a], depth[b]));
        for (int node : order) {
            if (depth[node] > 1) {
                int[] parent = parents.get(node);
                fail[node] = step(fail[parent[0]], (char) parent[1]);
                shorter[node] = firstTerm[fail[node]] == NOBODY ? shorter[fail[node]] : fail[node];
            }
        }
    }

    private int newNode() {
        if (nodeCount == fail.length) {
            fail = Arrays.copyOf(fail, nodeCount * 2);
            shorter = Arrays.copyOf(shorter, nodeCount * 2);
            firstTerm = Arrays.copyOf(firstTerm, nodeCount * 2);
        }
        firstTerm[nodeCount] = NOBODY;
        return nodeCount++;
    }

    /// The node that an edge leads to; 0, which no edge leads to, when there is none.
    private int edge(int node, char symbol) {
        long key = key(node, symbol);
        for (int slot = slot(key); targets[slot] != 0; slot = (slot + 1) & (edges.length - 1)) {
            if (edges[slot] == key) {
                return targets[slot];
            }
        }
        return 0;
    }

    private void addEdge(int node, char symbol, int target) {
        if (++edgeCount * 2 > edges.length) {
            long[] oldEdges = edges;
            int[] oldTargets = targets;
            edges = new long[oldEdges.length * 2];
            targets = new int[oldEdges.length * 2];
            for (int i = 0; i < oldEdges.length; i++) {
                if (oldTargets[i] != 0) {
                    put(oldEdges[i], oldTargets[i]);
                }
            }
        }
        put(key(node, symbol), target);
    }

    private void put(long key, int target) {
        int slot = slot(key);
        while (targets[slot] != 0) {
            slot = (slot + 1) & (edges.length - 1);
        }
        edges[slot] = key;
        targets[slot] = target;
    }

    private static long key(int node, char symbol) {
        return ((long) node << 16) | symbol;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 33) & (edges.length - 1);
    }
}
