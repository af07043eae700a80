package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.shell.text.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;

/// A line as `read` takes it: byte by byte, so that what follows is left for others; a backslash
/// quotes what comes after it.
final class ReadLine {
  /// The delimiter of a line that only its length ends.
  static final int NOTHING = -1;

  private final OpenFile file;
  private final int delimiter;
  private final boolean backslashes;
  private final int limit;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final BitSet quoted = new BitSet();

  ReadLine(OpenFile file, int delimiter, boolean backslashes, int limit) {
    this.file = file;
    this.delimiter = delimiter;
    this.backslashes = backslashes;
    this.limit = limit;
  }

  /// Reads; whether the delimiter or the limit came before the end.
  boolean read() throws FileException {
    byte[] one = new byte[1];
    boolean escaped = false;
    while (bytes.size() < limit) {
      if (file.read(one, 0, 1) < 0) {
        return false;
      }
      int c = one[0] & 0xff;
      if (escaped) {
        escaped = false;
        if (c != '\n') {
          quoted.set(bytes.size());
          bytes.write(c);
        }
      } else if (c == '\\' && backslashes) {
        escaped = true;
      } else if (c == delimiter) {
        return true;
      } else if (c != 0) {
        bytes.write(c);
      }
    }
    return true;
  }

  /// Its fields, as many as there are.
  List<String> fields(String separators) {
    List<String> fields = new ArrayList<>();
    byte[] all = bytes.toByteArray();
    int at = skipBlanks(all, 0, separators);
    while (at < all.length) {
      int end = at;
      while (end < all.length && !isSeparator(all, end, separators)) {
        end++;
      }
      fields.add(Bytes.decode(all, at, end - at));
      at = skipBlanks(all, end, separators);
      if (at < all.length && isSeparator(all, at, separators)) {
        at = skipBlanks(all, at + 1, separators);
      }
    }
    return fields;
  }

  /// All of it.
  String text() {
    return Bytes.decode(bytes.toByteArray());
  }

  /// Parts it into fields, one a name; the last name takes what is left.
  void split(String separators, int count, BiConsumer<String, String> assign, List<String> names) {
    byte[] all = bytes.toByteArray();
    int at = skipBlanks(all, 0, separators);
    for (int i = 0; i < count - 1; i++) {
      int end = at;
      while (end < all.length && !isSeparator(all, end, separators)) {
        end++;
      }
      assign.accept(names.get(i), Bytes.decode(all, at, end - at));
      at = skipBlanks(all, end, separators);
      if (at < all.length && isSeparator(all, at, separators)) {
        at = skipBlanks(all, at + 1, separators);
      }
    }
    assign.accept(names.get(count - 1), rest(all, at, separators));
  }

  /// What is left, without the blanks at its end, and without the one separator, with the blanks
  /// around it, that ends its only field.
  private String rest(byte[] all, int start, String separators) {
    int end = trim(all, start, all.length, separators);
    if (end > start && isSeparator(all, end - 1, separators)) {
      int field = trim(all, start, end - 1, separators);
      boolean only = true;
      for (int i = start; i < field; i++) {
        only &= !isSeparator(all, i, separators);
      }
      end = only ? field : end;
    }
    return Bytes.decode(all, start, end - start);
  }

  private int trim(byte[] all, int start, int end, String separators) {
    int last = end;
    while (last > start && isBlank(all, last - 1, separators)) {
      last--;
    }
    return last;
  }

  private int skipBlanks(byte[] all, int start, String separators) {
    int at = start;
    while (at < all.length && isBlank(all, at, separators)) {
      at++;
    }
    return at;
  }

  private boolean isBlank(byte[] all, int at, String separators) {
    return (all[at] == ' ' || all[at] == '\t' || all[at] == '\n')
        && isSeparator(all, at, separators);
  }

  private boolean isSeparator(byte[] all, int at, String separators) {
    return !quoted.get(at) && separators.indexOf((char) (all[at] & 0xff)) >= 0;
  }
}
