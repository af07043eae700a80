package dev.patchbay.shell;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.LineEditor;
import dev.patchbay.core.text.Errno;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A person who types lines, some with a key at their end, and remembers what they saw.
final class Person implements LineEditor {
  /// Ctrl-C at the end of a line.
  static final String GIVE_UP = "^C";

  /// The Tab key at the end of a line that is given up then.
  static final String TAB = "\t";

  final List<String> prompts = new ArrayList<>();
  final List<String> offered = new ArrayList<>();
  private final ArrayDeque<String> lines;
  private final List<String> history = new ArrayList<>();

  Person(String... lines) {
    this.lines = new ArrayDeque<>(List.of(lines));
  }

  @Override
  public @Nullable String edit(String prompt, Completion completion) throws FileException {
    prompts.add(prompt.replaceAll("\u001b\\[[0-9;]*m", ""));
    String line = lines.poll();
    if (line == null) {
      return null;
    }
    if (line.endsWith(TAB)) {
      String typed = line.substring(0, line.length() - 1);
      completion.candidates(typed, typed.length()).forEach(one -> offered.add(one.word()));
    }
    if (line.endsWith(GIVE_UP) || line.endsWith(TAB)) {
      throw new FileException(Errno.EINTR);
    }
    history.add(line);
    return line;
  }

  @Override
  public void giveUp() {}

  @Override
  public List<String> history() {
    return history;
  }

  @Override
  public void forgetHistory() {
    history.clear();
  }

  @Override
  public int columns() {
    return 120;
  }

  @Override
  public int rows() {
    return 40;
  }
}
