package dev.fusebox.agent.peer;

import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.Optional;

/** Lets a frame that is no protobuf through as nothing, so that it is counted and the stream goes on. */
record TolerantMarshaller<T>(Marshaller<T> strict) implements Marshaller<Optional<T>> {
    @Override
    public InputStream stream(Optional<T> value) {
        return strict.stream(value.orElseThrow());
    }

    @Override
    public Optional<T> parse(InputStream stream) {
        try {
            return Optional.of(strict.parse(stream));
        } catch (StatusRuntimeException malformed) {
            return Optional.empty();
        }
    }
}
