@NullMarked
package dev.becas.example;

import org.jspecify.annotations.NullMarked;
