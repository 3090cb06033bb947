package dev.becas.datasets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All families of `families.txt`, checked while they are read: a family that breaks a rule of the file is refused by
/// its name.
record FamilyBook(List<Family> families) {

    private static final Pattern HEADER =
            Pattern.compile("\\[([a-z0-9-]+)] (stock|tuning|unseen) (\\w+) (\\w+)(?: (?:topic:(\\w+)|(hard)))?");
    private static final FamilyBook SHIPPED = parse(Resources.lines("families.txt"), WordBook.forConversations());

    FamilyBook {
        families = List.copyOf(families);
    }

    static FamilyBook shipped() {
        return SHIPPED;
    }

    List<Family> where(Predicate<Family> wanted) {
        return families.stream().filter(wanted).toList();
    }

    static FamilyBook parse(List<String> lines, WordBook words) {
        List<Family> families = new ArrayList<>();
        List<Template> templates = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher header = HEADER.matcher(lines.get(i));
            if (!header.matches()) {
                templates.addFirst(Template.parse(lines.get(i)));
                continue;
            }
            Family family = family(header, templates);
            check(family, words, ids);
            families.addFirst(family);
            templates.clear();
        }
        if (!templates.isEmpty()) {
            throw new IllegalArgumentException("families.txt must begin with the header of a family");
        }
        return new FamilyBook(families);
    }

    private static Family family(Matcher header, List<Template> templates) {
        String topic = header.group(5);
        return new Family(
                header.group(1),
                Split.valueOf(header.group(2).toUpperCase(Locale.ROOT)),
                Category.of(header.group(3)),
                header.group(4),
                topic == null ? "" : topic,
                header.group(6) != null,
                templates);
    }

    private static void check(Family family, WordBook words, Set<String> ids) {
        require(ids.add(family.id()), family, "has an id that another family has");
        require(!family.templates().isEmpty(), family, "has no template");
        require(
                family.category().labels().contains(family.label()),
                family,
                "has the label " + family.label() + ", unknown to its category");
        for (Template template : family.templates()) {
            require(template.tellsShelvesApart(words), family, "has a template without a slot of its own words");
            requireKnownSlots(template, family, words);
        }
    }

    private static void requireKnownSlots(Template template, Family family, WordBook words) {
        for (Template.Part part : template.parts()) {
            switch (part) {
                case Template.Text text -> {}
                case Template.Slot slot ->
                    require(Filling.isKnown(slot, words), family, "asks for the unknown slot " + slot.name());
                case Template.OneOf oneOf ->
                    oneOf.choices().forEach(choice -> requireKnownSlots(choice, family, words));
                case Template.Perhaps perhaps -> requireKnownSlots(perhaps.inner(), family, words);
            }
        }
    }

    private static void require(boolean holds, Family family, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("family " + family.id() + " " + otherwise);
        }
    }
}
