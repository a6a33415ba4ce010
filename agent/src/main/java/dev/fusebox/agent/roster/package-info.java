/** The roster of an agent outside Kubernetes: a JSON file, read strictly and watched for changes. */
@NullMarked
package dev.fusebox.agent.roster;

import org.jspecify.annotations.NullMarked;
