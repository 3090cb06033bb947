package dev.becas.linear;

import dev.becas.kernel.training.TrainingRefused;
import dev.becas.linear.fit.LinearSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Reads a request's settings over the stock ones; an unknown name or a value out of range is refused by name.
final class SettingsReader {
    /// The names there are.
    static final List<String> NAMES =
            List.of("balance", "cost", "featureRowsMin", "folds", "iterationsMax", "tolerance");

    private final Map<String, String> given;

    private SettingsReader(Map<String, String> given) {
        this.given = given;
    }

    static LinearSettings read(Map<String, String> given, long seed) throws TrainingRefused {
        for (String name : new TreeSet<>(given.keySet())) {
            if (!NAMES.contains(name)) {
                throw refused("there is no setting '" + name + "'; the linear trainer knows " + NAMES);
            }
        }
        SettingsReader in = new SettingsReader(given);
        LinearSettings stock = LinearSettings.stock(seed);
        double cost = in.number("cost", stock.cost());
        double tolerance = in.number("tolerance", stock.tolerance());
        int iterationsMax = in.whole("iterationsMax", stock.iterationsMax());
        int folds = in.whole("folds", stock.folds());
        double balance = in.number("balance", stock.balance());
        int featureRowsMin = in.whole("featureRowsMin", stock.featureRowsMin());
        try {
            return new LinearSettings(cost, tolerance, iterationsMax, folds, balance, featureRowsMin, seed);
        } catch (IllegalArgumentException e) {
            throw refused("setting " + e.getMessage());
        }
    }

    private double number(String name, double stock) throws TrainingRefused {
        String text = given.get(name);
        try {
            return text == null ? stock : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refused("setting " + name + " must be a number but was '" + text + "'");
        }
    }

    private int whole(String name, int stock) throws TrainingRefused {
        String text = given.get(name);
        try {
            return text == null ? stock : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refused("setting " + name + " must be a whole number but was '" + text + "'");
        }
    }

    private static TrainingRefused refused(String reason) {
        return new TrainingRefused("refused", reason);
    }
}
