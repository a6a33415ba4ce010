/** What heartbeats go through: how a process keeps its time, when it stands still, and how a link loses and delays. */
@NullMarked
package dev.fusebox.lab.qos.conditions;

import org.jspecify.annotations.NullMarked;
