package dev.becas.finetuning.examples;

import dev.becas.finetuning.duplicates.MinHash;
import dev.becas.finetuning.duplicates.PlainText;
import dev.becas.finetuning.duplicates.Shingles;
import dev.becas.kernel.id.Ids;
import java.util.List;
import java.util.stream.LongStream;

/// A message in the forms in which it is compared with those that are there: made off the writer, used on it.
///
/// @param plainHash of the compared form: equal for exact duplicates
/// @param shingles  its pieces
/// @param keys      under which its near duplicates meet; those of one server and category never meet another's
record Compared(String plainHash, Shingles shingles, List<Long> keys) {
    static Compared of(String guild, String about, String message) {
        String plain = PlainText.of(message);
        Shingles shingles = Shingles.ofPlain(plain);
        long group = (guild + "\u0000" + about).hashCode() * 0x9e3779b97f4a7c15L;
        List<Long> keys = LongStream.of(MinHash.keys(shingles))
                .mapToObj(key -> key ^ group)
                .toList();
        return new Compared(Ids.sha256Hex(plain), shingles, keys);
    }
}
