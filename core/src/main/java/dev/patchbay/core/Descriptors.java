package dev.patchbay.core;

import dev.patchbay.core.file.OpenFile;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The open files of a process, by descriptor number.
public final class Descriptors {
  private final TreeMap<Integer, OpenFile> files = new TreeMap<>();

  /// What the descriptor stands for, or null when it is closed.
  public @Nullable OpenFile get(int descriptor) {
    return files.get(descriptor);
  }

  /// Lets the descriptor stand for `file`, whose owner it becomes; what it stood for is closed.
  public void set(int descriptor, OpenFile file) {
    OpenFile before = files.put(descriptor, file);
    if (before != null) {
      before.close();
    }
  }

  /// The lowest free descriptor from `least` on.
  public int free(int least) {
    int descriptor = least;
    while (files.containsKey(descriptor)) {
      descriptor++;
    }
    return descriptor;
  }

  public void close(int descriptor) {
    OpenFile before = files.remove(descriptor);
    if (before != null) {
      before.close();
    }
  }

  public void closeAll() {
    for (OpenFile file : files.values()) {
      file.close();
    }
    files.clear();
  }

  /// A copy that shares every file, for a child.
  public Descriptors share() {
    Descriptors copy = new Descriptors();
    files.forEach((descriptor, file) -> copy.files.put(descriptor, file.share()));
    return copy;
  }

  /// The numbers that are open, ascending.
  public Iterable<Integer> numbers() {
    return java.util.List.copyOf(files.keySet());
  }
}
