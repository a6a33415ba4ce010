#!/bin/sh
# First process of a node, already in the node's network, mount and host name namespaces: boot-node.sh NAME PROGRAM ARGUMENT...
# Gives the node folders of its own where programs have fixed paths, then becomes the program. All mounts that the node ever
# makes live in this mount namespace, so they are gone when its last process is, however that one ends.
set -eu
hostname "$1"
shift
mount --make-rprivate /
mount --make-rshared /
for folder in /run /var/log /var/lib/cni; do
  mount -t tmpfs -o mode=755 fusebox "$folder"
done
exec "$@"
