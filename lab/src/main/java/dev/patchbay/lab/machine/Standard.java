package dev.patchbay.lab.machine;

import dev.patchbay.core.Descriptors;
import dev.patchbay.core.file.OpenFile;

/// The three files that a script starts with.
public record Standard(OpenFile in, OpenFile out, OpenFile err) {
  /// Output and errors into one file.
  public static Standard joined(OpenFile in, OpenFile out) {
    return new Standard(in, out, out.share());
  }

  /// The files as descriptors 0, 1 and 2.
  public Descriptors descriptors() {
    Descriptors descriptors = new Descriptors();
    descriptors.set(0, in);
    descriptors.set(1, out);
    descriptors.set(2, err);
    return descriptors;
  }
}
