/** What the kubelet and a monitoring system see of this agent, on the pod's own address. */
@NullMarked
package dev.fusebox.agent.health;

import org.jspecify.annotations.NullMarked;
