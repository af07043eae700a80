package dev.patchbay.shell.expand;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// The fields of a text of plain characters and blanks, each cut out when it is taken: a million of
/// them cost no more memory than the text.
final class PlainFields implements Iterator<String> {
  private final String text;
  private final Separators separators;
  private int at;

  /// @param text that parts plainly
  PlainFields(String text, Separators separators) {
    this.text = text;
    this.separators = separators;
    this.at = separators.skipBlanks(text, 0);
  }

  @Override
  public boolean hasNext() {
    return at < text.length();
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int start = at;
    int end = separators.nextOf(text, start);
    at = separators.skipBlanks(text, end);
    return text.substring(start, end);
  }
}
