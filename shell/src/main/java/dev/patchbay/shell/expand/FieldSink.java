package dev.patchbay.shell.expand;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the fields of a word: splits what expansions gave (XCU 2.6.5), and puts the names of
/// files in place of patterns.
final class FieldSink extends Sink {
  private final List<String> fields;
  private final Separators separators;
  private final @Nullable Pathnames pathnames;
  private final StringBuilder text = new StringBuilder();

  /// The field as a pattern, once it has shown to be one.
  private @Nullable StringBuilder pattern;

  private boolean begun;

  /// Blanks have just ended a field: a separator that is not blank still belongs to them.
  private boolean blanksBefore;

  FieldSink(List<String> fields, Separators separators, @Nullable Pathnames pathnames) {
    this.fields = fields;
    this.separators = separators;
    this.pathnames = pathnames;
  }

  @Override
  void quoted(String characters) {
    begin();
    text.append(characters);
    if (pattern != null) {
      Pattern.quote(characters, pattern);
    }
  }

  @Override
  void literal(String characters) {
    begin();
    for (int i = 0; i < characters.length(); i++) {
      append(characters.charAt(i));
    }
  }

  @Override
  void value(String characters) {
    int at = 0;
    while (at < characters.length()) {
      int end = separators.plainEnd(characters, at);
      boolean ends = end < characters.length() && separators.contains(characters.charAt(end));
      if (end > at && ends && !begun) {
        fields.add(characters.substring(at, end));
        at = separator(characters, end, true);
      } else if (end > at) {
        plain(characters, at, end);
        at = end;
      } else if (ends) {
        at = separator(characters, at, false);
      } else {
        begin();
        append(characters.charAt(at++));
      }
    }
  }

  private void plain(String characters, int start, int end) {
    begin();
    text.append(characters, start, end);
    if (pattern != null) {
      pattern.append(characters, start, end);
    }
  }

  /// Blanks around at most one other separator end a field, an empty one if nothing else has ended
  /// it.
  private int separator(String characters, int start, boolean ended) {
    int at = separators.skipBlanks(characters, start);
    boolean isBlank = at > start;
    if (begun || ended) {
      if (begun) {
        end();
      }
      blanksBefore = isBlank;
    } else if (!isBlank && !blanksBefore) {
      begin();
      end();
    }
    boolean more = at < characters.length() && separators.contains(characters.charAt(at));
    if (more && (!isBlank || blanksBefore)) {
      blanksBefore = false;
      at = separators.skipBlanks(characters, at + 1);
    }
    return at;
  }

  @Override
  void nextElement(String separator) {
    // An empty element is a field where the elements could have been joined by something that is no
    // blank.
    if (!begun && separators.beginsWithMark()) {
      begin();
    }
    if (begun) {
      end();
    }
  }

  private void begin() {
    begun = true;
    blanksBefore = false;
  }

  private void append(char c) {
    if (pattern == null && (c == '*' || c == '?' || c == '[' || c == '(')) {
      pattern = new StringBuilder();
      Pattern.quote(text.toString(), pattern);
    }
    text.append(c);
    if (pattern != null) {
      if (c == '\\') {
        pattern.append('\\');
      }
      pattern.append(c);
    }
  }

  /// The word ends here.
  void finish() {
    if (begun) {
      end();
    }
  }

  private void end() {
    boolean found =
        pattern != null
            && pathnames != null
            && pathnames.isPattern(pattern.toString())
            && pathnames.expand(pattern.toString(), text.toString(), fields);
    if (!found) {
      fields.add(text.toString());
    }
    text.setLength(0);
    pattern = null;
    begun = false;
    blanksBefore = false;
  }
}
