/** What stands around the swarm: etcd, an API server, operators as processes, and the objects that kubelets would keep. */
@NullMarked
package dev.fusebox.swarm.cluster;

import org.jspecify.annotations.NullMarked;
