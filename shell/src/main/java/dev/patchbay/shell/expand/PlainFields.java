package dev.patchbay.shell.expand;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The fields of a text of plain characters and blanks, each cut out when it is taken: a million of
/// them cost no more memory than the text. They are bytes until then: a loop over bytes is quick
/// even before it is compiled.
final class PlainFields implements Iterator<String> {
  private final byte[] text;
  private final Separators separators;
  private final int end;
  private int at;

  /// @param text that parts plainly
  PlainFields(byte[] text, Separators separators) {
    this.text = text;
    this.separators = separators;
    this.end = Separators.endOf(text);
    this.at = skipBlanks(0);
  }

  private int skipBlanks(int start) {
    int next = start;
    while (next < end && separators.contains(text[next])) {
      next++;
    }
    return next;
  }

  @Override
  public boolean hasNext() {
    return at < end;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int start = at;
    int next = start + 1;
    while (next < end && !separators.contains(text[next])) {
      next++;
    }
    at = skipBlanks(next);
    return new String(text, start, next - start, StandardCharsets.ISO_8859_1);
  }
}
