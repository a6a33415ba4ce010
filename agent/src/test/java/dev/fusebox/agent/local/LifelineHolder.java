package dev.fusebox.agent.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A program that holds a lifeline until it is killed; it says "held" when it does. */
public final class LifelineHolder {
    private LifelineHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(arguments[0]))) {
            socket.getOutputStream()
                    .write("GET /v1/lifeline HTTP/1.1\r\nHost: agent\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder read = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.append((char) next);
                if (read.toString().endsWith("held\n")) {
                    System.out.println("held");
                }
            }
        }
    }
}
