/**
 * A small application that lives beside an agent: it holds the lifeline, listens to the event stream, says goodbye
 * before it ends, and prints each thing it is told with the time at which it heard it. Demo and end-to-end tests take
 * their times from these lines, because what counts is what an application hears, not what an agent knows. It needs
 * nothing but the JDK and speaks the same local API that every other language can speak.
 */
@NullMarked
package dev.fusebox.sample;

import org.jspecify.annotations.NullMarked;
