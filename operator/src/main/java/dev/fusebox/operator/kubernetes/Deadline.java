package dev.fusebox.operator.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * An end for requests to the API server. The client's own time-out ends with an answer's headers: for a body that never comes it waits for
 * ever (fabric8io/kubernetes-client, issues 6909 and 7299), and with it whoever called. Thread-safe.
 *
 * @param after from the call to its end
 */
public record Deadline(Duration after) {
    /** A second more than the client gives an answer's headers. */
    public static final Deadline OF_A_REQUEST = new Deadline(Duration.ofSeconds(6));

    /**
     * Makes the request and waits for it.
     *
     * @throws KubernetesClientException what the request threw, or that it has not ended in time; whether it took effect is not known then
     */
    public <T> T call(Supplier<T> request) {
        FutureTask<T> task = new FutureTask<>(request::get);
        Thread.ofVirtual().name("request").start(task);
        try {
            return task.get(after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw KubernetesClientException.launderThrowable(failed.getCause());
        } catch (TimeoutException late) {
            task.cancel(true);
            throw new KubernetesClientException("no whole answer within " + after.toMillis() + " ms", late);
        } catch (InterruptedException stop) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted while waiting for an answer", stop);
        }
    }
}
