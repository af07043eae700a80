package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// An entry of [VirtualFiles]. It holds nothing itself: what is asked is looked up when it is
/// asked.
public sealed interface Node {
  /// A directory: `names` are what is there now, in any order; `child` is null for any other name.
  non-sealed interface Directory extends Node {
    List<String> names();

    @Nullable Node child(String name);
  }

  /// A file whose content is made when it is read from its start.
  non-sealed interface File extends Node {
    /// The permission bits: 0444 cannot be opened for writing, 0200 not for reading.
    int mode();

    String read() throws FileException;

    /// Takes the whole of what one write(2) brings.
    void write(String text) throws FileException;
  }

  /// A symbolic link.
  record Link(String target) implements Node {}

  /// Something that is opened its own way: a device, a descriptor.
  non-sealed interface Device extends Node {
    FileStatus status();

    OpenFile open(OpenMode how) throws FileException;
  }

  /// Makes the content of a file.
  interface Reading {
    String read() throws FileException;
  }

  /// Takes what is written to a file.
  interface Writing {
    void write(String text) throws FileException;
  }

  /// A file that can be read, 0444.
  static File file(Reading reading) {
    return file(0444, reading, text -> refuse());
  }

  /// A file that can be read and written, 0644.
  static File file(Reading reading, Writing writing) {
    return file(0644, reading, writing);
  }

  /// A file that can only be written, 0200.
  static File file(Writing writing) {
    return file(0200, Node::refuse, writing);
  }

  /// A directory whose entries stay the same.
  static Directory directory(SortedMap<String, ? extends Node> entries) {
    return new Directory() {
      @Override
      public List<String> names() {
        return List.copyOf(entries.keySet());
      }

      @Override
      public @Nullable Node child(String name) {
        return entries.get(name);
      }
    };
  }

  /// A file of these permission bits.
  static File file(int mode, Reading reading, Writing writing) {
    return new File() {
      @Override
      public int mode() {
        return mode;
      }

      @Override
      public String read() throws FileException {
        return reading.read();
      }

      @Override
      public void write(String text) throws FileException {
        writing.write(text);
      }
    };
  }

  private static String refuse() throws FileException {
    throw new FileException(Errno.EACCES);
  }
}
