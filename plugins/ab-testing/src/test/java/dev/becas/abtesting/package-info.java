/// Tests of shadow tests: on a real store and bus, with models that are played.
@NullMarked
package dev.becas.abtesting;

import org.jspecify.annotations.NullMarked;
