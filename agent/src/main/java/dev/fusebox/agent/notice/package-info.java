/** Those who are told beside the application's own streams: standard output, the log, files. */
@NullMarked
package dev.fusebox.agent.notice;

import org.jspecify.annotations.NullMarked;
