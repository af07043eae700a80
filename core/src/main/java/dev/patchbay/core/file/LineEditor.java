package dev.patchbay.core.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A terminal at which a person can edit a line before a program reads it: an [OpenFile] may be
/// one.
public interface LineEditor {
  /// What may stand in the place of the word at the cursor.
  ///
  /// @param word the whole word
  /// @param about what it is, in a few words, or empty
  /// @param isWhole whether a space follows it
  record Candidate(String word, String about, boolean isWhole) {}

  /// Knows what may stand in a line.
  @FunctionalInterface
  interface Completion {
    /// The words that may stand in the place of the one that ends at `cursor`.
    List<Candidate> candidates(String line, int cursor);
  }

  /// Shows the prompt and lets the person edit a line; returns it without its newline, or null at
  /// the end of the input (Ctrl-D). Meanwhile the lab goes on.
  ///
  /// @throws FileException `EINTR` when the line is given up (Ctrl-C)
  @Nullable String edit(String prompt, Completion completion) throws FileException;

  /// The line that is being edited, if one is, is given up. Called in the loop.
  void giveUp();

  /// The lines of before, oldest first.
  List<String> history();

  /// Forgets the lines of before.
  void forgetHistory();

  /// How many columns the terminal has.
  int columns();

  /// How many rows it has.
  int rows();
}
