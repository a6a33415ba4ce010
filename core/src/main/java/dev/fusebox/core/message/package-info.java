/** What members say to each other, as facts. The wire format maps to these one to one; nothing here knows how it travels. */
@NullMarked
package dev.fusebox.core.message;

import org.jspecify.annotations.NullMarked;
