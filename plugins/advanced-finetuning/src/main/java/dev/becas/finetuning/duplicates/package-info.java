/// In: the texts of examples. Out: which are the same or nearly the same, as folds and clusters. Next: `examples`,
/// `dataset`.
///
/// Two ways to one question. `MinHash` gives a text a few keys that near duplicates probably share: good for asking
/// about one text at a time. `NearDuplicateJoin` finds every near pair of a large set, exactly: good for a proof.
@NullMarked
package dev.becas.finetuning.duplicates;

import org.jspecify.annotations.NullMarked;
