/** What is printed and written for each notice. */
@NullMarked
package dev.fusebox.agent.notice;

import org.jspecify.annotations.NullMarked;
