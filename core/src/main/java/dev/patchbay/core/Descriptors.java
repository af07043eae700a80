package dev.patchbay.core;

import dev.patchbay.core.file.OpenFile;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The open files of a process, by descriptor number. There are few, so they are found by walking.
public final class Descriptors {
  private int[] numbers = new int[3];
  private OpenFile[] files = new OpenFile[3];
  private int count;

  /// What the descriptor stands for, or null when it is closed.
  public @Nullable OpenFile get(int descriptor) {
    int at = position(descriptor);
    return at >= 0 ? files[at] : null;
  }

  /// Lets the descriptor stand for `file`, whose owner it becomes; what it stood for is closed.
  public void set(int descriptor, OpenFile file) {
    int at = position(descriptor);
    if (at < 0) {
      insert(-at - 1, descriptor, file);
      return;
    }
    OpenFile before = files[at];
    files[at] = file;
    before.close();
  }

  /// The lowest free descriptor from `least` on.
  public int free(int least) {
    int descriptor = least;
    while (position(descriptor) >= 0) {
      descriptor++;
    }
    return descriptor;
  }

  public void close(int descriptor) {
    int at = position(descriptor);
    if (at < 0) {
      return;
    }
    OpenFile before = files[at];
    count--;
    System.arraycopy(numbers, at + 1, numbers, at, count - at);
    System.arraycopy(files, at + 1, files, at, count - at);
    before.close();
  }

  public void closeAll() {
    int open = count;
    count = 0;
    for (int i = 0; i < open; i++) {
      files[i].close();
    }
  }

  /// A copy that shares every file, for a child.
  public Descriptors share() {
    Descriptors copy = new Descriptors();
    copy.numbers = numbers.clone();
    copy.files = files.clone();
    copy.count = count;
    for (int i = 0; i < count; i++) {
      files[i].share();
    }
    return copy;
  }

  /// The numbers that are open, ascending.
  public List<Integer> numbers() {
    return Arrays.stream(numbers, 0, count).boxed().toList();
  }

  private int position(int descriptor) {
    return Arrays.binarySearch(numbers, 0, count, descriptor);
  }

  private void insert(int at, int descriptor, OpenFile file) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, count * 2);
      files = Arrays.copyOf(files, count * 2);
    }
    System.arraycopy(numbers, at, numbers, at + 1, count - at);
    System.arraycopy(files, at, files, at + 1, count - at);
    numbers[at] = descriptor;
    files[at] = file;
    count++;
  }
}
