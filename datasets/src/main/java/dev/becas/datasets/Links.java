package dev.becas.datasets;

import java.util.List;

/// Makes the links of sentences: look-alikes of a brand under names that nobody can register, and honest ones.
///
/// `example`, `test` and `invalid` are reserved by RFC 2606; the other endings are invented and not delegated.
final class Links {

    private static final List<String> NOWHERE =
            List.of("example", "example", "test", "invalid", "gftz", "nitr", "przz", "lnq");
    private static final List<String> PAGES = List.of("wiki", "maps", "notes", "guide", "table", "list");
    private static final String CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int CODE_LENGTH = 6;

    private Links() {}

    /// A link that looks like `brand` (`any` for one of them) and always carries `affix`, such as "gift".
    static String lookAlike(String brand, String affix, Dice dice) {
        String imitated = brand.equals("any") ? dice.pick(OfficialDomains.brands()) : brand;
        String door = OfficialDomains.of(imitated).getFirst();
        String name = distort(door.substring(0, door.indexOf('.')), dice);
        String host = switch (dice.below(4)) {
            case 0 -> name + "-" + affix;
            case 1 -> affix + "-" + name;
            case 2 -> name + affix;
            default -> door + "-" + affix;
        };
        String scheme = dice.chance(0.7) ? "https://" : "";
        String path = dice.chance(0.5) ? "/" + code(dice) : "";
        return scheme + host + "." + dice.pick(NOWHERE) + path;
    }

    static String official(String brand, Dice dice) {
        return "https://" + dice.pick(OfficialDomains.of(brand)) + "/" + code(dice);
    }

    /// A member's or a wiki's own harmless page.
    static String home(String site, Dice dice) {
        return "https://" + site + ".example/" + dice.pick(PAGES);
    }

    static String code(Dice dice) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(CODE_LETTERS.charAt(dice.below(CODE_LETTERS.length())));
        }
        return code.toString();
    }

    private static String distort(String name, Dice dice) {
        return switch (dice.below(6)) {
            case 0 -> name.replace('o', '0');
            case 1 -> name.replace('i', '1').replace('l', '1');
            case 2 -> name.replace("m", "rn");
            case 3 -> name.replace('e', '3');
            case 4 -> doubled(name, 1 + dice.below(name.length() - 1));
            default -> name;
        };
    }

    private static String doubled(String name, int at) {
        return name.substring(0, at) + name.charAt(at - 1) + name.substring(at);
    }
}
