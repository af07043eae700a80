package dev.patchbay.tools.ip;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.HelpText;

/// The texts that `ip OBJECT help` prints.
final class Usage {
  private Usage() {}

  /// Ends the command with the object's text, on standard error.
  static CommandException of(String object) {
    return HelpText.of(Usage.class, object);
  }
}
