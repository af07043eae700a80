package dev.patchbay.shell.tool;

import dev.patchbay.core.file.FileException;
import java.io.ByteArrayOutputStream;

/// Lines as `cat -A`, `-n` and their like show them.
final class CatLines {
  private final Program program;
  private final boolean numbers;
  private final boolean numbersNonblank;
  private final boolean squeezes;
  private final boolean ends;
  private final boolean tabs;
  private final boolean controls;
  private int count;
  private boolean blankBefore;

  CatLines(Getopt.Parsed options, Program program) {
    boolean all = options.has("show-all");
    this.program = program;
    this.numbers = options.has("number");
    this.numbersNonblank = options.has("number-nonblank");
    this.squeezes = options.has("squeeze-blank");
    this.ends = all || options.has("show-ends") || options.has("e");
    this.tabs = all || options.has("show-tabs") || options.has("t");
    this.controls = all || options.has("show-nonprinting") || options.has("e") || options.has("t");
  }

  boolean arePlain() {
    return !(numbers || numbersNonblank || squeezes || ends || tabs || controls);
  }

  void print(byte[] line) throws FileException {
    boolean blank = line[0] == '\n';
    if (squeezes && blank && blankBefore) {
      return;
    }
    blankBefore = blank;
    if (numbersNonblank ? !blank : numbers) {
      program.print("%6d\t".formatted(++count));
    }
    byte[] shown = show(line);
    program.write(shown, 0, shown.length);
  }

  private byte[] show(byte[] line) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream(line.length);
    for (byte b : line) {
      int c = b & 0xff;
      if (c == '\n') {
        if (ends) {
          shown.write('$');
        }
        shown.write('\n');
      } else if (c == '\t' && !tabs) {
        shown.write(c);
      } else if (controls || (c == '\t' && tabs)) {
        visible(shown, c);
      } else {
        shown.write(c);
      }
    }
    return shown.toByteArray();
  }

  private static void visible(ByteArrayOutputStream shown, int c) {
    int low = c & 0x7f;
    if (c >= 0x80) {
      shown.write('M');
      shown.write('-');
    }
    if (low < 0x20 || low == 0x7f) {
      shown.write('^');
      shown.write(low ^ 0x40);
    } else {
      shown.write(low);
    }
  }
}
