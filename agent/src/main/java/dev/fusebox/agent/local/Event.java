package dev.fusebox.agent.local;

/**
 * One event as it goes to an application.
 *
 * @param id rising, also across restarts of the agent; below 2^53
 * @param data one line of JSON
 */
record Event(long id, String name, String data) {
    /** In the words of server-sent events. */
    String text() {
        return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }
}
