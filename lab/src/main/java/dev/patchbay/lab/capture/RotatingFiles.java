package dev.patchbay.lab.capture;

import dev.patchbay.packet.capture.CaptureFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of a capture: FILE, then FILE with a number behind it. Of more than so many the oldest
/// goes.
final class RotatingFiles implements CaptureFiles {
  private final Path first;
  private final int most;

  RotatingFiles(Path first, int most) {
    this.first = first;
    this.most = most;
  }

  @Override
  public OutputStream open(int number) throws IOException {
    if (number >= most) {
      Files.deleteIfExists(path(number - most));
    }
    return new BufferedOutputStream(Files.newOutputStream(path(number)));
  }

  private Path path(int number) {
    return number == 0 ? first : first.resolveSibling(first.getFileName() + "." + number);
  }
}
