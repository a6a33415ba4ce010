package dev.fusebox.lab.qos;

import dev.fusebox.lab.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where files go; made when the first is written. */
record Folder(Path path) {
    /** Writes a file there, and says which. */
    Path write(String name, String text) {
        Path file = path.resolve(name);
        try {
            Files.createDirectories(path);
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new BadInput(file + ": cannot be written: " + unwritable.getMessage());
        }
        return file;
    }
}
