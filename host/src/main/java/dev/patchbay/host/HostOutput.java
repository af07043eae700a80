package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/// The standard output or standard error of this process. What is written goes out at once; a
/// reader that is slow holds the lab up, as it would hold up a command.
public final class HostOutput extends OpenFile {
  private final int descriptor;
  private final boolean terminal;

  @SuppressWarnings("StreamResourceLeak")
  private final FileOutputStream stream;

  private HostOutput(int descriptor, FileDescriptor file) {
    this.descriptor = descriptor;
    this.terminal = Terminal.isAt(descriptor);
    this.stream = new FileOutputStream(file);
  }

  /// Descriptor 1.
  public static HostOutput standard() {
    return new HostOutput(1, FileDescriptor.out);
  }

  /// Descriptor 2.
  public static HostOutput error() {
    return new HostOutput(2, FileDescriptor.err);
  }

  /// Which of this process's descriptors it is.
  int descriptor() {
    return descriptor;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws FileException {
    try {
      stream.write(from, offset, length);
    } catch (IOException e) {
      throw HostError.of(e);
    }
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  @Override
  public FileStatus status() {
    return HostStatus.ofDescriptor(descriptor);
  }
}
