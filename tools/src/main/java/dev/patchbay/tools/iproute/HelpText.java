package dev.patchbay.tools.iproute;

import dev.patchbay.core.text.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The texts that `COMMAND OBJECT help` prints, one file an object.
public final class HelpText {
  private static final int STATUS = 255;

  private HelpText() {}

  /// Ends the command with the object's text, on standard error. The texts are in the folder `help`
  /// beside `command`.
  public static CommandException of(Class<?> command, String object) {
    return new CommandException(STATUS, text(command, object).stripTrailing());
  }

  private static String text(Class<?> command, String object) {
    String file = "help/" + object + ".txt";
    try (InputStream in = command.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
