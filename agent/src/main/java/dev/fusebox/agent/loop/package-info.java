/**
 * The one thread that runs a member: inputs go in with the time they happened, effects are carried out in order. It is the event
 * loop of the transport itself, so that a heartbeat crosses no other thread on its way.
 */
@NullMarked
package dev.fusebox.agent.loop;

import org.jspecify.annotations.NullMarked;
