/** Tests of the sample against a hand-written agent. */
@NullMarked
package dev.fusebox.sample;

import org.jspecify.annotations.NullMarked;
