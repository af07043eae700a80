package dev.patchbay.core;

import java.util.List;

/// A command of which the lab answers some forms; all others are for the host's program of that
/// name, if it has one.
public interface PartialCommand extends Command {
  /// Whether it is the lab that answers these words, the first of which is the command's name.
  boolean answers(List<String> words);
}
